package org.brixianode.node.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.brixianode.config.NodeConfig;
import org.brixianode.study.FileProblem;

/**
 * Checks that every folder to which a running node writes is writable, or can be created by the
 * first start, and the free disk space. Creates none.
 */
public final class StorageCheck {

    public static String run(NodeConfig node) throws IOException {
        Path storage = node.storage().folder();
        List<Path> folders =
                List.of(
                        storage,
                        node.receive().spool(),
                        node.pipeline().results(),
                        storage.resolve("audit"),
                        storage.resolve("log"));
        List<String> problems = new ArrayList<>();
        for (Path folder : folders) {
            try {
                Folders.requireWritable(folder);
            } catch (IOException e) {
                problems.add("cannot write in %s: %s".formatted(folder, FileProblem.text(e)));
            }
        }
        if (!problems.isEmpty()) {
            throw new IOException(String.join("; ", problems));
        }
        long free = Files.getFileStore(Folders.nearest(storage)).getUsableSpace();
        long mark = node.receive().disk().softBytes();
        if (free < mark) {
            throw new IOException(
                    "%s has %d MiB free, less than storage.disk.soft-mark (%d MiB)"
                            .formatted(storage, free >> 20, mark >> 20));
        }
        return "%s, %d GiB free%s"
                .formatted(
                        storage,
                        free >> 30,
                        Files.exists(storage) ? "" : "; NOT THERE YET: the first start creates it");
    }

    private StorageCheck() {}
}
