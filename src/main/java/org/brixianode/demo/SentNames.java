package org.brixianode.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.brixianode.dicom.Part10Names;
import org.brixianode.study.Job;

/** Short names of the images that are sent, from their files, in the order of sending. */
final class SentNames {

    private static final String EXTENSION = "\\.dcm$";

    /** By SOP Instance UID. */
    private final Map<String, String> names = new LinkedHashMap<>();

    /**
     * Reads the UIDs. A file that is not readable as DICOM is left out, since no node takes it.
     *
     * @param files in the order of sending; of those with one UID the first gives the name
     */
    static SentNames of(List<Path> files) {
        SentNames sent = new SentNames();
        for (Path file : files) {
            uid(file).ifPresent(uid -> sent.names.computeIfAbsent(uid, key -> sent.newName(file)));
        }
        return sent;
    }

    private static Optional<String> uid(Path file) {
        try {
            return Part10Names.read(file).sopInstanceUid();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The file's name without its extension; with a number where an earlier image has it. */
    private String newName(Path file) {
        String name = file.getFileName().toString().replaceAll(EXTENSION, "");
        String free = name;
        for (int number = 2; names.containsValue(free); number++) {
            free = name + "-" + number;
        }
        return free;
    }

    /** The jobs of the images that were sent, in the order of sending. */
    Map<String, Job> inOrder(List<Job> jobs) {
        Map<String, Job> byUid = new LinkedHashMap<>();
        jobs.forEach(job -> byUid.put(job.instance().ref().sopInstanceUid(), job));
        Map<String, Job> ordered = new LinkedHashMap<>();
        names.forEach(
                (uid, name) ->
                        Optional.ofNullable(byUid.get(uid))
                                .ifPresent(job -> ordered.put(name, job)));
        return ordered;
    }

    private SentNames() {}
}
