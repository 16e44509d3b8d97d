package org.brixianode.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.brixianode.ops.AlarmKind;
import org.brixianode.study.Sha256;

/**
 * The files of the model against those at the start of the node. A file is read again only if its
 * size or time of modification has changed.
 */
final class ModelFiles implements Condition {

    private record Stamp(long sizeBytes, FileTime modified) {
        static Stamp of(Path file) throws IOException {
            return new Stamp(Files.size(file), Files.getLastModifiedTime(file));
        }
    }

    private record Known(Stamp stamp, String digest) {}

    private final Path folder;
    private final Map<Path, Known> atStart = new TreeMap<>();
    private final Map<Path, Known> latest = new HashMap<>();
    private final Map<AlarmKind, Instant> since = new HashMap<>();

    ModelFiles(Path folder) {
        this.folder = folder;
    }

    @Override
    public List<Finding> check(Instant now) throws IOException {
        if (atStart.isEmpty()) {
            remember();
            return List.of();
        }
        List<String> gone = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        for (Map.Entry<Path, Known> one : atStart.entrySet()) {
            String name = folder.relativize(one.getKey()).toString();
            if (!Files.isReadable(one.getKey())) {
                gone.add(name);
            } else if (!digest(one.getKey()).equals(one.getValue().digest())) {
                changed.add(name);
            }
        }
        List<Finding> found = new ArrayList<>();
        add(
                found,
                AlarmKind.MODEL_GONE,
                gone,
                now,
                "The node goes on with what it has loaded but cannot start again: restore the folder model.dir");
        add(
                found,
                AlarmKind.MODEL_CHANGED,
                changed,
                now,
                "The node goes on with the model that it loaded: restart it to use the new one, or restore the files");
        return found;
    }

    private void add(
            List<Finding> found, AlarmKind kind, List<String> files, Instant now, String advice) {
        if (files.isEmpty()) {
            since.remove(kind);
            return;
        }
        String what = kind == AlarmKind.MODEL_GONE ? "missing or unreadable" : "changed";
        found.add(
                Finding.ofNode(
                        kind,
                        since.computeIfAbsent(kind, one -> now),
                        "files of the model in %s are %s: %s. %s"
                                .formatted(folder, what, String.join(", ", files), advice)));
    }

    private void remember() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Known known = new Known(Stamp.of(file), Sha256.ofFile(file));
                atStart.put(file, known);
                latest.put(file, known);
            }
        }
    }

    private String digest(Path file) throws IOException {
        Stamp stamp = Stamp.of(file);
        Known known = latest.get(file);
        if (known == null || !known.stamp().equals(stamp)) {
            known = new Known(stamp, Sha256.ofFile(file));
            latest.put(file, known);
        }
        return known.digest();
    }
}
