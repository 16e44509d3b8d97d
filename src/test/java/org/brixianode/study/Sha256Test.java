package org.brixianode.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the examples of NIST for "abc", the empty message and a million times "a". */
final class Sha256Test {

    private static final String ABC =
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final String MILLION =
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

    @TempDir private Path folder;

    @Test
    void textsAndBytesHaveThePublishedDigests() {
        assertThat(Sha256.hex("abc")).isEqualTo(ABC);
        assertThat(Sha256.hex(""))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        byte[] bytes = "abcdef".getBytes(StandardCharsets.UTF_8);
        assertThat(new Sha256().update(bytes, 3).hex()).isEqualTo(ABC);
        assertThat(new Sha256().update("a").update(ByteBuffer.wrap(bytes, 1, 2)).hex())
                .isEqualTo(ABC);
        assertThat(new Sha256().update("abc").bytes()).startsWith(0xba, 0x78).hasSize(32);
    }

    @Test
    void aFileLongerThanTheBufferIsReadToItsEnd() throws IOException {
        byte[] million = new byte[1_000_000];
        Arrays.fill(million, (byte) 'a');
        Path file = Files.write(folder.resolve("million"), million);
        assertThat(Sha256.ofFile(file)).isEqualTo(MILLION);
    }

    @Test
    void aFileCountsFromTheOffset() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "DICMabc");
        assertThat(Sha256.ofFile(file, 4)).isEqualTo(ABC);
        assertThatExceptionOfType(EOFException.class).isThrownBy(() -> Sha256.ofFile(file, 8));
    }
}
