package org.brixianode.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.brixianode.testkit.RecordedDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DurableFileTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    @TempDir private Path folder;

    @Test
    void concurrentWritersOfAFileDoNotDisturbEachOther() throws IOException {
        Path file = folder.resolve("object.dcm");
        DurableFile.write(
                file,
                outer -> {
                    outer.write(new byte[100_000]);
                    DurableFile.write(file, inner -> inner.write(7));
                    assertThat(file).hasBinaryContent(new byte[] {7});
                    outer.write(new byte[100_000]);
                });
        assertThat(file).hasSize(200_000);
        assertThat(folder.toFile().list()).containsExactly("object.dcm");
    }

    /** A power failure after the return must leave the whole file under its name. */
    @Test
    void theContentIsSyncedBeforeTheRenameAndTheFolderAfterIt() throws IOException {
        RecordedDisk disk = new RecordedDisk();
        Path part = disk.path(folder.resolve("1.part"));
        Path deep = disk.path(Files.createDirectory(folder.resolve("deep")));

        DurableFile.writeSynced(part, out -> out.write(7));
        DurableFile.moveIntoPlace(part, deep.resolve("1.dcm"));

        assertThat(disk.events()).containsExactly("sync 1.part", "move 1.part 1.dcm", "sync deep");
        assertThat(folder.resolve("deep/1.dcm")).hasBinaryContent(new byte[] {7});
    }

    @Test
    void temporaryFilesOfAKilledWriterAreDeletedWhenOld() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("a/b"));
        Path old = part(deep, "old.dcm.1.part", NOON.minusSeconds(1));
        Path young = part(deep, "young.dcm.2.part", NOON);
        Path whole = part(deep, "whole.dcm", NOON.minusSeconds(1));

        assertThat(DurableFile.deleteStaleParts(folder, NOON)).isEqualTo(1);

        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(whole).exists();
    }

    private static Path part(Path folder, String name, Instant changed) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "begun");
        return Files.setLastModifiedTime(file, FileTime.from(changed));
    }
}
