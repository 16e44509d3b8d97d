package org.brixianode.testkit;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.brixianode.receive.Intake;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.StageException;

/** An intake in memory that can be told to fail. */
public final class RecordingIntake implements Intake {

    /** What an intake may throw. */
    @FunctionalInterface
    public interface Failure {
        void raise() throws StageException;
    }

    private final Map<String, String> digests = new ConcurrentHashMap<>();
    private final List<ReceivedInstance> accepted = new CopyOnWriteArrayList<>();
    private final List<ReceivedInstance> conflicts = new CopyOnWriteArrayList<>();
    private final List<ReceivedInstance> replaced = new CopyOnWriteArrayList<>();
    private volatile boolean takesChanges;
    private volatile Failure failure = () -> {};

    @Override
    public Verdict accept(ReceivedInstance instance) throws StageException {
        failure.raise();
        String known =
                digests.putIfAbsent(instance.ref().sopInstanceUid(), instance.contentDigest());
        if (known == null) {
            accepted.add(instance);
            return Verdict.NEW;
        }
        return known.equals(instance.contentDigest()) ? Verdict.DUPLICATE : Verdict.CONFLICT;
    }

    @Override
    public void recordConflict(ReceivedInstance instance) throws StageException {
        failure.raise();
        conflicts.add(instance);
    }

    @Override
    public boolean takesChanges() {
        return takesChanges;
    }

    @Override
    public Verdict replace(ReceivedInstance instance, boolean onlyIfLater) throws StageException {
        failure.raise();
        boolean stale =
                replaced.stream().anyMatch(one -> !instance.receivedAt().isAfter(one.receivedAt()));
        if (onlyIfLater && stale) {
            return Verdict.CONFLICT;
        }
        String known = digests.put(instance.ref().sopInstanceUid(), instance.contentDigest());
        if (instance.contentDigest().equals(known)) {
            return Verdict.DUPLICATE;
        }
        replaced.add(instance);
        return Verdict.REPLACED;
    }

    /** What took the place of another content, in order. */
    public List<ReceivedInstance> replaced() {
        return List.copyOf(replaced);
    }

    @Override
    public boolean wasReplaced(String sopInstanceUid, String contentDigest) {
        return accepted.stream().anyMatch(one -> one.contentDigest().equals(contentDigest));
    }

    /** From now on, other content replaces the earlier. */
    public void takeChanges() {
        takesChanges = true;
    }

    @Override
    public Map<String, String> committedDigests(Collection<String> uids) {
        return uids.stream()
                .filter(digests::containsKey)
                .collect(Collectors.toMap(uid -> uid, digests::get));
    }

    /** What every later offer runs into. */
    public void failWith(Failure next) {
        failure = next;
    }

    public void work() {
        failure = () -> {};
    }

    /** The new ones, in order. */
    public List<ReceivedInstance> accepted() {
        return List.copyOf(accepted);
    }

    /** As if nothing had ever been committed. */
    public void forget() {
        digests.clear();
        accepted.clear();
        conflicts.clear();
    }

    /** What was recorded beside them, in order. */
    public List<ReceivedInstance> conflicts() {
        return List.copyOf(conflicts);
    }

    /** As if this had been committed before. */
    public void knowAlready(String sopInstanceUid, String contentDigest) {
        digests.put(sopInstanceUid, contentDigest);
    }
}
