package org.brixianode.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.brixianode.receive.Intake;
import org.brixianode.study.FailureReason;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.StageException;

/** An intake that commits to a synced text file, a line for each instance, and survives a kill. */
public final class JournalIntake implements Intake, AutoCloseable {

    private final FileChannel journal;
    private final Map<String, String> digests;

    public JournalIntake(Path file) throws IOException {
        digests = read(file);
        journal = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** SOP Instance UID to digest; a line without its end was not committed. */
    public static Map<String, String> read(Path file) throws IOException {
        Map<String, String> digests = new HashMap<>();
        String text = Files.exists(file) ? Files.readString(file) : "";
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        whole.lines().map(line -> line.split(" ")).forEach(pair -> digests.put(pair[0], pair[1]));
        return digests;
    }

    @Override
    public synchronized Verdict accept(ReceivedInstance instance) throws StageException {
        String uid = instance.ref().sopInstanceUid();
        String known = digests.get(uid);
        if (known != null) {
            return known.equals(instance.contentDigest()) ? Verdict.DUPLICATE : Verdict.CONFLICT;
        }
        String line = uid + " " + instance.contentDigest() + "\n";
        try {
            journal.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
            journal.force(false);
        } catch (IOException e) {
            throw new StageException(FailureReason.RETRY, "journal", e);
        }
        digests.put(uid, instance.contentDigest());
        return Verdict.NEW;
    }

    @Override
    public void recordConflict(ReceivedInstance instance) {}

    @Override
    public synchronized Map<String, String> committedDigests(Collection<String> uids) {
        return uids.stream()
                .filter(digests::containsKey)
                .collect(Collectors.toMap(uid -> uid, digests::get));
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
