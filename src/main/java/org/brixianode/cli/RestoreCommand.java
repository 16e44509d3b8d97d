package org.brixianode.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.brixianode.backup.Restore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code restore}: unpacks a backup into an empty folder. */
@Command(
        name = "restore",
        description = {
            "Restore a backup into an empty folder.",
            "Set storage.dir of a node to the folder and start it: what waited is scored, what was"
                    + " not sent is sent."
        })
final class RestoreCommand implements Callable<Integer> {

    @Option(
            names = "--from",
            required = true,
            paramLabel = "FILE",
            description = "A file of the backup command.")
    private Path from;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DIR",
            description = "A folder that does not exist or is empty.")
    private Path to;

    @Override
    public Integer call() throws IOException {
        Path folder = to.toAbsolutePath().normalize();
        Restore.Summary done = Restore.read(from.toAbsolutePath().normalize(), folder);
        System.out.println(
                "restored: %d files of the node '%s', backed up at %s by release %s"
                        .formatted(
                                done.files(),
                                done.manifest().nodeName(),
                                done.manifest().createdAt(),
                                done.manifest().release()));
        System.out.println("In the configuration set");
        System.out.println("  storage.dir = \"%s\"".formatted(folder));
        if (done.database().isPresent()) {
            System.out.println("and leave out database.url, or set");
            System.out.println(
                    "  database.url = \"jdbc:h2:file:%s\""
                            .formatted(
                                    done.database()
                                            .get()
                                            .toString()
                                            .replaceFirst("\\.mv\\.db$", "")));
        } else {
            System.out.println("and restore the PostgreSQL database by its own tools (pg_restore)");
        }
        done.configuration()
                .ifPresent(
                        file ->
                                System.out.println(
                                        "The configuration of that node, to compare: %s"
                                                .formatted(file)));
        System.out.println(
                "The node that was backed up must not run any more: both would send the same"
                        + " results.");
        return ExitCode.OK.code();
    }
}
