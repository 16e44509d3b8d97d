package org.brixianode.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program that makes sources for dcm4che of those for bus-image (docs/adr/0001). */
final class TranslateTest {

    private static final Path PROGRAM = Path.of("src/build/dcm4che/Translate.java");
    private static final Path TABLE = Path.of("src/build/dcm4che/names.properties");
    private static final int PATIENCE_SECONDS = 60;

    /** The library's name, in parts, so that this file stays what it is. */
    private static final String BUS = "org.aoju" + ".bus";

    @TempDir Path folder;

    private String translate() throws Exception {
        Process java =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                PROGRAM.toString(),
                                TABLE.toString(),
                                folder.resolve("from").toString(),
                                folder.resolve("to").toString())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    private void source(String name, String... lines) throws IOException {
        Path file = folder.resolve("from").resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, java.util.List.of(lines));
    }

    @Test
    void renamesTypesWhereTheyComeFromTheLibraryAlone() throws Exception {
        source(
                "a/Library.java",
                "import " + BUS + ".image.galaxy.io.ImageInputStream;",
                "import " + BUS + ".image.metric.internal.pdu.Presentation;",
                "import static " + BUS + ".image.galaxy.data.VR.CS;",
                "import " + BUS + ".image.Tag;",
                "import " + BUS + ".image.Device;",
                "{ in.setImageInputHandler(this); onDimse(a); Tag.PresentationLUTShape; }");
        source(
                "a/Java.java",
                "import javax.imageio.stream.ImageInputStream;",
                "import " + BUS + ".image.metric.Association;",
                "ImageInputStream Presentation");
        assertThat(translate()).isEmpty();
        assertThat(folder.resolve("to/a/Library.java"))
                .hasContent(
                        """
                        import org.dcm4che3.io.DicomInputStream;
                        import org.dcm4che3.net.pdu.PresentationContext;
                        import static org.dcm4che3.data.VR.CS;
                        import org.dcm4che3.data.Tag;
                        import org.dcm4che3.net.Device;
                        { in.setDicomInputHandler(this); onDimseRQ(a); Tag.PresentationLUTShape; }
                        """);
        assertThat(folder.resolve("to/a/Java.java"))
                .hasContent(
                        """
                        import javax.imageio.stream.ImageInputStream;
                        import org.dcm4che3.net.Association;
                        ImageInputStream Presentation
                        """);
    }

    @Test
    void leavesUnchangedTranslationsAloneAndDeletesThoseWithoutASource() throws Exception {
        source("Kept.java", "final class Kept {}");
        source("Gone.java", "final class Gone {}");
        translate();
        Path kept = folder.resolve("to/Kept.java");
        FileTime before = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(kept, before);
        Files.delete(folder.resolve("from/Gone.java"));
        assertThat(translate()).isEmpty();
        assertThat(Files.getLastModifiedTime(kept)).isEqualTo(before);
        assertThat(folder.resolve("to/Gone.java")).doesNotExist();
    }

    @Test
    void refusesAPackageThatTheTableDoesNotHave() throws Exception {
        source("New.java", "import " + BUS + ".core.Files;");
        assertThat(translate()).contains("New.java uses a package that names.properties");
        assertThat(folder.resolve("to/New.java")).doesNotExist();
    }
}
