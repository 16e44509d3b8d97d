package org.brixianode.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.brixianode.backup.Backup;
import org.brixianode.backup.BackupManifest;
import org.brixianode.config.NodeConfig;
import org.brixianode.study.FailureText;
import org.brixianode.study.StageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code backup}: writes everything that the node has stored into one file. */
@Command(
        name = "backup",
        description = {
            "Write a backup of the node into one file, also while it runs.",
            "The file has the embedded database, images, results, audit trail and the configuration:"
                    + " patient data and passwords. A PostgreSQL database is not in it: run pg_dump"
                    + " before."
        })
final class BackupCommand implements Callable<Integer> {

    @Mixin private ConfigOption config;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The new file, outside of storage.dir.")
    private Path out;

    @Override
    public Integer call() throws Exception {
        NodeConfig node = config.read();
        BackupManifest manifest =
                new BackupManifest(
                        Version.number(),
                        Instant.now().truncatedTo(ChronoUnit.SECONDS),
                        node.queue().nodeName(),
                        false);
        Path file = out.toAbsolutePath().normalize();
        try {
            Backup.Summary done =
                    Backup.write(
                            node.storage().folder(), node.queue(), config.chosen(), manifest, file);
            print(file, done, node);
        } catch (StageException e) {
            throw new CommandFailure(ExitCode.DATABASE, FailureText.of(e), e);
        }
        return ExitCode.OK.code();
    }

    private static void print(Path file, Backup.Summary done, NodeConfig node) {
        System.out.println(
                "backup written: %s, %d files, %d MiB before compression"
                        .formatted(file, done.files(), done.bytes() >> 20));
        if (!node.queue().isEmbedded()) {
            System.out.println(
                    "the PostgreSQL database is not in it: its own backup (pg_dump) must be older"
                            + " than this one");
        } else if (!done.manifest().database()) {
            System.out.println("there is no database yet: the node has not been started");
        }
        System.out.println(
                "It holds patient data, and passwords if the configuration has some: keep it like the"
                        + " node's storage.");
    }
}
