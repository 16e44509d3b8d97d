package org.brixianode.report.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.brixianode.testkit.ReportPictureMain;
import org.brixianode.testkit.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The picture depends on no font of the machine. */
final class FontlessPictureIT {

    @TempDir private Path folder;

    @Test
    void aJavaWithoutFontConfigurationDrawsTheSamePixels() throws Exception {
        Path classes = folder.resolve("classes.log");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Tool.Result output =
                Tool.run(
                        Duration.ofMinutes(2),
                        java.toString(),
                        "-Djava.awt.headless=true",
                        "-Dsun.awt.fontconfig=" + folder.resolve("none.properties"),
                        "-Xlog:class+load:file=" + classes,
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReportPictureMain.class.getName(),
                        Files.createDirectory(folder.resolve("other")).toString());
        assertThat(output.output().strip()).endsWith(ReportPictureMain.digest(folder));
        assertThat(Files.readString(classes))
                .contains("org.apache.fontbox.ttf.TrueTypeFont")
                .doesNotContain("sun.font.SunFontManager")
                .doesNotContain("sun.font.FontManagerFactory");
    }

    @Test
    void nothingHereKnowsTheMachinesFonts() {
        JavaClasses classes = new ClassFileImporter().importPackages("org.brixianode.report");
        ArchRuleDefinition.noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.awt\\.(Font.*|font\\..*|GraphicsEnvironment)")
                .check(classes);
    }
}
