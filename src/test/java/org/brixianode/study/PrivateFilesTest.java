package org.brixianode.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {

    @TempDir Path parent;

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void makesPrivateFoldersAndLeavesOthersAsTheyAre() throws IOException {
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));

        Path made = PrivateFiles.createFolders(parent.resolve("a/b"));

        assertThat(mode(made)).isEqualTo("rwx------");
        assertThat(mode(made.getParent())).isEqualTo("rwx------");
        assertThat(mode(parent)).isEqualTo("rwxr-xr-x");
        assertThat(PrivateFiles.createFolders(made)).isEqualTo(made);
    }

    @Test
    void makesPrivateFilesAndKeepsWhatIsThere() throws IOException {
        Path file = parent.resolve("f");
        PrivateFiles.createFile(file);
        assertThat(mode(file)).isEqualTo("rw-------");
        Files.writeString(file, "kept");
        PrivateFiles.createFile(file);
        assertThat(file).hasContent("kept");
    }

    @Test
    void restrictsAndGrantsNothing() throws IOException {
        Path file = Files.createFile(parent.resolve("f"));
        for (String[] change :
                new String[][] {
                    {"rwxrwxrwx", "rwx------"},
                    {"r--rw----", "r--------"},
                    {"rw-------", "rw-------"}
                }) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(change[0]));
            PrivateFiles.restrict(file);
            assertThat(mode(file)).isEqualTo(change[1]);
        }
    }
}
