package org.brixianode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.testkit.CapturedConsole;
import org.brixianode.testkit.TestObjects;
import org.brixianode.testkit.TestPacs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class SendCommandTest {

    @RegisterExtension private final CapturedConsole console = new CapturedConsole();

    @TempDir Path folder;

    private static int send(TestPacs pacs, Path... files) {
        String[] arguments = new String[files.length + 3];
        arguments[0] = "send";
        arguments[1] = "--to";
        arguments[2] = TestPacs.TITLE + "@127.0.0.1:" + pacs.port();
        for (int i = 0; i < files.length; i++) {
            arguments[3 + i] = files[i].toString();
        }
        return Main.run(arguments);
    }

    @Test
    void aFileThatCannotBeReadIsNotBlamedOnThePeer() throws Exception {
        Path object = folder.resolve("object.dcm");
        Part10.write(object, TestObjects.image(SopClasses.SECONDARY_CAPTURE, 1, 1000));
        Path inside = Files.createDirectory(folder.resolve("inside"));
        try (TestPacs pacs =
                TestPacs.start(
                        Set.of(SopClasses.SECONDARY_CAPTURE),
                        TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN)) {
            assertThat(send(pacs, object)).isEqualTo(ExitCode.OK.code());
            assertThat(send(pacs, inside, object)).isEqualTo(ExitCode.FAILED.code());
            assertThat(console.out()).contains("UNREADABLE", "1 of 2 sent");
        }
    }

    @Test
    void whatIsNoDicomFileIsToldInWordsAndByNameOnce() throws Exception {
        Path garbage = Files.writeString(folder.resolve("garbage.dcm"), "no object\n".repeat(300));
        Path empty = Files.createFile(folder.resolve("empty.dcm"));
        Path cut = folder.resolve("cut.dcm");
        Part10.write(cut, TestObjects.image(SopClasses.SECONDARY_CAPTURE, 1, 1000));
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 450));
        Path missing = folder.resolve("missing.dcm");
        try (TestPacs pacs = TestPacs.start(Set.of())) {
            send(pacs, garbage, empty, cut, missing);
        }
        assertThat(console.out().lines().toList())
                .startsWith(
                        garbage + "  UNREADABLE  -  not a DICOM file, or damaged before its UIDs",
                        empty + "  UNREADABLE  -  not a DICOM file, or damaged before its UIDs",
                        cut + "  UNREADABLE  -  not a DICOM file, or cut off before its UIDs",
                        missing + "  UNREADABLE  -  there is no such file");
    }

    @Test
    void aPeerThatRejectsTheAssociationIsReached() throws Exception {
        Path object = folder.resolve("object.dcm");
        Part10.write(object, TestObjects.image(SopClasses.SECONDARY_CAPTURE, 1, 1000));
        try (TestPacs pacs = TestPacs.start(Set.of()).onlyFor("ANOTHER")) {
            assertThat(send(pacs, object)).isEqualTo(ExitCode.PEER.code());
        }
        assertThat(console.out())
                .contains(object + "  REJECTED  -  ", "does not know the calling AE title BRIXIA")
                .doesNotContain("UNREACHABLE");
    }

    @Test
    void whatThePeerDoesNotTakeIsThePeers() throws Exception {
        Path object = folder.resolve("object.dcm");
        Part10.write(object, TestObjects.image(SopClasses.SECONDARY_CAPTURE, 1, 1000));
        try (TestPacs pacs = TestPacs.start(Set.of())) {
            assertThat(send(pacs, folder.resolve("missing.dcm"), object))
                    .isEqualTo(ExitCode.PEER.code());
            assertThat(console.out()).contains("0 of 2 sent");
        }
    }
}
