package org.brixianode.rules;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The DICOM library's types and members that the node uses, held against a list by dcm4che's names,
 * so that a new one is noticed and looked up in both libraries (docs/adr/0001). Tags and other
 * constants are not in it: the compiler copies their values.
 */
final class DicomLibraryMembersTest {

    private static final Path LIST = Path.of("src/build/dcm4che/members.txt");

    private static final String ADVICE =
            "the DICOM library's members in use (%s); a new one must exist in bus-image and dcm4che,"
                    + " behave alike in both, and be added to the list";

    private static JavaClasses classes;
    private static LibraryNames names;

    @BeforeAll
    static void importClasses() throws IOException {
        classes =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("org.brixianode");
        names = LibraryNames.read();
    }

    @Test
    void theListNamesWhatIsUsed() throws IOException {
        SortedSet<String> used = new TreeSet<>();
        for (JavaClass ours : classes) {
            types(ours).map(names::type).forEach(used::add);
            ours.getAccessesFromSelf().stream()
                    .flatMap(DicomLibraryMembersTest::member)
                    .forEach(used::add);
            ours.getMethods().stream()
                    .flatMap(DicomLibraryMembersTest::overridden)
                    .forEach(used::add);
        }
        List<String> listed =
                Files.readAllLines(LIST).stream().filter(line -> !line.startsWith("#")).toList();
        assertThat(used).as(ADVICE, LIST).containsExactlyElementsOf(listed);
    }

    private static Stream<JavaClass> types(JavaClass ours) {
        return ours.getDirectDependenciesFromSelf().stream()
                .map(Dependency::getTargetClass)
                .map(JavaClass::getBaseComponentType)
                .filter(LibraryNames::isLibrary);
    }

    private static Stream<String> member(JavaAccess<?> access) {
        String parameters =
                access.getTarget() instanceof CodeUnitAccessTarget code
                        ? parameters(code.getRawParameterTypes())
                        : "";
        return owner(access).stream()
                .map(owner -> names.member(owner, access.getName()) + parameters);
    }

    /** Also where one of our classes inherits the member. */
    private static Optional<JavaClass> owner(JavaAccess<?> access) {
        return Optional.of(access.getTargetOwner())
                .filter(LibraryNames::isLibrary)
                .or(() -> access.getTarget().resolveMember().map(JavaMember::getOwner))
                .filter(LibraryNames::isLibrary);
    }

    private static String parameters(List<JavaClass> types) {
        return types.stream().map(names::parameter).collect(joining(", ", "(", ")"));
    }

    /** The library's methods that one of ours overrides or implements. */
    private static Stream<String> overridden(JavaMethod ours) {
        List<JavaClass> parameters = ours.getRawParameterTypes();
        String[] types = parameters.stream().map(JavaClass::getName).toArray(String[]::new);
        return Stream.concat(
                        ours.getOwner().getAllRawSuperclasses().stream(),
                        ours.getOwner().getAllRawInterfaces().stream())
                .filter(LibraryNames::isLibrary)
                .filter(type -> type.tryGetMethod(ours.getName(), types).isPresent())
                .map(type -> names.member(type, ours.getName()) + parameters(parameters));
    }
}
