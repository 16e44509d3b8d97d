package org.brixianode.receive.stow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MultipartTest {

    /** Gives at most so many bytes at once, as a network does. */
    private static InputStream slow(byte[] bytes, Random random) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1 + random.nextInt(50)));
            }
        };
    }

    private static List<byte[]> contents(Multipart body) throws IOException {
        List<byte[]> contents = new ArrayList<>();
        Optional<Multipart.Part> part = body.next();
        while (part.isPresent()) {
            contents.add(part.get().readAllBytes());
            part = body.next();
        }
        return contents;
    }

    private static List<byte[]> contents(String body) throws IOException {
        return contents(
                new Multipart(
                        new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1)), "b"));
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Random bytes with pieces of delimiters, and lengths around the size of the buffer. */
    private static byte[] content(Random random) {
        int[] lengths = {0, 1, 7, 100, (1 << 16) - 8, 1 << 16, (1 << 16) + 3, 150_000};
        byte[] content = new byte[lengths[random.nextInt(lengths.length)]];
        random.nextBytes(content);
        byte[] nearly = "\r\n--boundarX\r\n\r\n--boundarX".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i + nearly.length < content.length; i += 1 + random.nextInt(5000)) {
            System.arraycopy(nearly, 0, content, i, nearly.length);
        }
        return content;
    }

    @Test
    void partsAreReadAsTheyWereWrittenHoweverTheyArrive() throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            List<byte[]> written = new ArrayList<>();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            write(out, seed % 2 == 0 ? "" : "to be ignored\r\n");
            for (int i = 0; i < 1 + random.nextInt(5); i++) {
                byte[] content = content(random);
                written.add(content);
                write(out, "--boundary" + (i % 2 == 0 ? "" : " \t") + "\r\nA: b\r\n\r\n");
                out.writeBytes(content);
                write(out, "\r\n");
            }
            write(out, "--boundary--\r\nto be ignored");
            Multipart body = new Multipart(slow(out.toByteArray(), random), "boundary");
            assertThat(contents(body)).as("seed %d", seed).containsExactlyElementsOf(written);
        }
    }

    @Test
    void headersAreReadWithoutRegardToCase() throws Exception {
        Multipart body =
                new Multipart(
                        new ByteArrayInputStream(
                                "--b\r\ncontent-TYPE:  application/dicom \r\n\r\nx\r\n--b--"
                                        .getBytes(StandardCharsets.US_ASCII)),
                        "b");
        Multipart.Part part = body.next().orElseThrow();
        assertThat(part.header("Content-Type")).isEqualTo("application/dicom");
        assertThat(part.header("Content-Length")).isEmpty();
        part.drain();
        assertThat(body.next()).isEmpty();
        assertThat(body.next()).isEmpty();
    }

    @Test
    void aPartMayBeEmpty() throws Exception {
        assertThat(contents("--b\r\n\r\n\r\n--b--")).containsExactly(new byte[0]);
        assertThat(contents("--b--")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "--b",
                "--b\r\n",
                "--b\r\nA: b\r\n",
                "--b\r\nA: b\r\n\r\nx",
                "--b\r\nA: b\r\n\r\nx\r\n--",
                "--b\r\nA: b\r\n\r\nx\r\n--b",
                "--b\r\nA: b\r\n\r\nx\r\n--bx\r\n",
                "--b\r\nA: b\r\n\r\nx\n--b--",
                "--b\nA: b\n\nx\n--b--",
                "--b\r\nno colon\r\n\r\nx\r\n--b--",
                "--b\r\nA: b\n\r\nx\r\n--b--",
                "--c\r\n\r\n\r\n--c--",
            })
    void bodiesThatBreakTheRulesAreMalformed(String body) {
        assertThatThrownBy(() -> contents(body))
                .isInstanceOf(Multipart.MalformedException.class)
                .message()
                .isNotBlank();
    }

    @Test
    void headersAndTextBeforeTheFirstPartAreBounded() {
        assertThatThrownBy(() -> contents("--b\r\nA: " + "x".repeat(9000) + "\r\n\r\n\r\n--b--"))
                .hasMessageContaining("too long");
        assertThatThrownBy(() -> contents("--b\r\n" + "A: b\r\n".repeat(9000) + "\r\n\r\n--b--"))
                .hasMessageContaining("too long");
        assertThatThrownBy(() -> contents("x".repeat(1 << 20) + "\r\n--b--"))
                .hasMessageContaining("no delimiter");
    }

    @Test
    void mediaTypesAreParsed() {
        MediaType type =
                MediaType.of(
                        "Multipart/Related; TYPE=\"application/dicom\";boundary=\"a;b\\\"c\" ; x=y");
        assertThat(type.name()).isEqualTo("multipart/related");
        assertThat(type.parameter("type")).contains("application/dicom");
        assertThat(type.parameter("boundary")).contains("a;b\"c");
        assertThat(type.parameter("x")).contains("y");
        assertThat(MediaType.of("").name()).isEmpty();
        for (String odd : List.of(";", ";=", "a;b", "a;b=\"", "a;b=\"\\", "a;b=c;;d=e")) {
            assertThat(MediaType.of(odd).parameter("z")).isEmpty();
        }
    }
}
