package org.brixianode.rules;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rooms and who may enter which (docs/design.md). */
final class ArchitectureTest {

    private static final String BASE = "org.brixianode.";
    private static final List<String> STAGES =
            List.of("receive", "queue", "pixels", "score", "report", "send");

    private static JavaClasses classes;

    @BeforeAll
    static void importClasses() {
        classes =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("org.brixianode");
        assertThat(classes).as("classes under test").isNotEmpty();
    }

    private static String room(String name) {
        return BASE + name + "..";
    }

    static List<MayImport> packages() {
        return MayImport.all();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageImportsWhatItsPackageInfoSays(MayImport rule) {
        classes()
                .that()
                .resideInAPackage(MayImport.BASE + rule.name())
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(rule.allowed().toArray(String[]::new)))
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void onlyTheCommandLineReachesTheLab() {
        onlyIn(BASE + "lab..", "lab", "cli");
    }

    @Test
    void theNodeServesModelsAndBuildsNone() {
        onlyIn(BASE + "network..", "network", "lab", "cli");
    }

    /** What runs a node from outside; no part of the node may come to need it. */
    @Test
    void onlyTheCommandLineReachesBenchAndDemo() {
        onlyIn(BASE + "bench..", "bench", "cli");
        onlyIn(BASE + "demo..", "demo", "bench", "cli");
    }

    @ParameterizedTest
    @ValueSource(strings = {"receive", "queue", "pixels", "score", "report", "send"})
    void aStageNeverImportsAnotherStage(String stage) {
        String[] forbidden =
                Stream.concat(
                                STAGES.stream().filter(other -> !other.equals(stage)),
                                Stream.of("pipeline", "node", "cli", "config", "web"))
                        .map(ArchitectureTest::room)
                        .toArray(String[]::new);
        noClasses()
                .that(resideInAPackage(room(stage)))
                .should()
                .dependOnClassesThat(resideInAnyPackage(forbidden))
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void tensorFlowStaysWhereNetworksAreBuiltAndRun() {
        onlyIn("org.tensorflow..", "score", "model", "network", "lab");
    }

    @Test
    void hdf5StaysWithTheWeightFiles() {
        onlyIn("io.jhdf..", "lab.keras");
    }

    @Test
    void theDicomLibraryStaysInItsSixRooms() {
        for (String library : List.of("org.aoju..", "org.dcm4che3..")) {
            onlyIn(library, "dicom", "receive", "pixels", "priors", "report", "send");
        }
    }

    @Test
    void sqlStaysInTheQueue() {
        for (String library :
                List.of(
                        "java.sql..",
                        "javax.sql..",
                        "com.zaxxer..",
                        "org.h2..",
                        "org.flywaydb..")) {
            onlyIn(library, "queue");
        }
    }

    @Test
    void noPackageDependsOnTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackage(room("cli"))
                .should()
                .dependOnClassesThat(resideInAPackage(room("cli")))
                .check(classes);
    }

    @Test
    void aLineIsPrintedInOnePiece() {
        noClasses()
                .should()
                .callMethodWhere(
                        target(owner(type(PrintStream.class)))
                                .and(target(nameMatching("printf|format"))))
                .because("the log of another thread can fall between the pieces that printf writes")
                .check(classes);
    }

    @Test
    void noPackageCycles() {
        slices().matching("org.brixianode.(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void everyPackageHasADescription() throws IOException {
        Path base = Path.of("src/main/java/org/brixianode");
        try (Stream<Path> folders = Files.walk(base)) {
            List<Path> rooms =
                    folders.filter(Files::isDirectory).filter(dir -> !dir.equals(base)).toList();
            assertThat(rooms).isNotEmpty();
            for (Path room : rooms) {
                assertThat(room.resolve("package-info.java"))
                        .content()
                        .contains("Input:", "Output:", "May import:", "Threads:");
            }
        }
    }

    private static void onlyIn(String library, String... rooms) {
        String[] allowed = Stream.of(rooms).map(ArchitectureTest::room).toArray(String[]::new);
        noClasses()
                .that()
                .resideOutsideOfPackages(allowed)
                .should()
                .dependOnClassesThat(resideInAPackage(library))
                .check(classes);
    }
}
