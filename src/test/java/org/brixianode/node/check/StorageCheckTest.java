package org.brixianode.node.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.brixianode.config.NodeConfig;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.testkit.TestNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Before the first start nothing is there, and a check leaves it so. */
final class StorageCheckTest {

    @TempDir Path folder;

    private Path storage;
    private NodeConfig node;

    @BeforeEach
    void configure() throws Exception {
        storage = folder.resolve("new/var");
        node = TestNode.config(storage, "");
    }

    @Test
    void missingFoldersAreReportedAndNotCreated() throws Exception {
        assertThat(StorageCheck.run(node)).contains("NOT THERE YET: the first start creates it");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aMissingDatabaseIsReportedAndNotCreated() throws Exception {
        DatabaseCheck check = new DatabaseCheck();
        assertThat(check.run(node.queue()))
                .contains("NO DATABASE YET")
                .contains(storage.resolve("db/brixia.mv.db").toString());
        assertThat(check.nodeRuns()).isFalse();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void existingCheckpointsAreUsed() throws Exception {
        Files.createDirectories(storage);
        QueueDatabase.open(node.queue()).close();
        assertThat(StorageCheck.run(node)).doesNotContain("NOT THERE");
        assertThat(new DatabaseCheck().run(node.queue())).isEqualTo(node.queue().url());
    }

    @Test
    void aFileInPlaceOfAFolderIsRefused() throws Exception {
        Files.writeString(folder.resolve("new"), "a file");
        assertThatThrownBy(() -> StorageCheck.run(node))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot write in " + storage);
    }

    @Test
    void aFolderOfAnotherUserIsReportedWithWhatToDo() throws Exception {
        Files.createDirectories(storage);
        Files.setPosixFilePermissions(storage, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assumeFalse(Files.isWritable(storage), "the administrator may write everywhere");
            assertThatThrownBy(() -> StorageCheck.run(node))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no permission for " + storage)
                    .hasMessageContaining("chmod u+rwx");
        } finally {
            Files.setPosixFilePermissions(storage, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
