package org.brixianode.testkit;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.brixianode.dicom.CommitmentReport;
import org.brixianode.dicom.Part10Names;
import org.brixianode.send.CommitmentAnswer;
import org.brixianode.send.CommitmentRequest;
import org.brixianode.send.Courier;
import org.brixianode.send.Delivery;
import org.brixianode.send.Outbox;
import org.brixianode.send.Outcome;
import org.brixianode.send.PeerStatus;
import org.brixianode.study.FailureReason;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.StageException;

/** An outbox in memory, with everything that it was told. */
public final class MemoryOutbox implements Outbox {

    /** Where a delivery stands. */
    public enum State {
        WAITING,
        CLAIMED,
        SENT,
        COMMITTED,
        PARKED
    }

    /** A delivery with its history. */
    public static final class Entry {
        private final String destination;
        private final OutgoingObject object;
        private State state = State.WAITING;
        private Instant due = Instant.EPOCH;
        private int attempts;
        private OptionalInt status = OptionalInt.empty();
        private final List<String> texts = new ArrayList<>();

        private Entry(String destination, OutgoingObject object) {
            this.destination = destination;
            this.object = object;
        }

        private void answered(Outcome outcome) {
            status = outcome.status().stream().mapToInt(PeerStatus::code).findFirst();
            texts.add(outcome.text());
        }
    }

    private final Map<Long, Entry> entries = new LinkedHashMap<>();
    private final List<String> reachable = new ArrayList<>();
    private final Set<Long> withdrawn = new HashSet<>();
    private Optional<CommitmentRequest> request = Optional.empty();
    private Instant requestDue = Instant.EPOCH;
    private boolean unanswered;
    private int failures;
    private int tests;

    public long add(String destination, Path file) {
        return add(destination, file, "1.2");
    }

    public synchronized long add(String destination, Path file, String studyUid) {
        String uid;
        try {
            uid = Part10Names.read(file).sopInstanceUid().orElseThrow();
        } catch (java.io.IOException e) {
            uid = "unreadable";
        }
        InstanceRef ref = new InstanceRef(studyUid, "1.2.3", "1.2.4", uid);
        OutgoingObject object = new OutgoingObject(ResultKinds.REPORT, ref, "1.2.3.4", file);
        long id = entries.size() + 1L;
        entries.put(id, new Entry(destination, object));
        return id;
    }

    /** Lets so many reports fail, as a database that is away does. */
    public synchronized void failNextReports(int calls) {
        failures = calls;
    }

    private void failIfWanted() throws StageException {
        if (failures > 0) {
            failures--;
            throw new StageException(FailureReason.RETRY, "database is away");
        }
    }

    @Override
    public synchronized List<Delivery> claim(String destination, int max) {
        List<Delivery> claimed = new ArrayList<>();
        entries.forEach(
                (id, entry) -> {
                    if (claimed.size() < max && isDue(entry, destination)) {
                        entry.state = State.CLAIMED;
                        entry.attempts++;
                        claimed.add(
                                new Delivery(
                                        id,
                                        100 + id,
                                        destination,
                                        entry.object,
                                        entry.attempts,
                                        entry.attempts));
                    }
                });
        return claimed;
    }

    /** As if the image had been corrected after the claim. */
    public synchronized void withdraw(long id) {
        withdrawn.add(id);
    }

    @Override
    public synchronized boolean isHeld(Delivery delivery) {
        return !withdrawn.contains(delivery.id());
    }

    private static boolean isDue(Entry entry, String destination) {
        return entry.state == State.WAITING
                && entry.destination.equals(destination)
                && !entry.due.isAfter(Instant.now());
    }

    private Entry claimed(long id) throws StageException {
        failIfWanted();
        Entry entry = entries.get(id);
        if (entry.state != State.CLAIMED) {
            throw new IllegalStateException("delivery " + id + " is " + entry.state);
        }
        return entry;
    }

    @Override
    public synchronized void delivered(Delivery delivery, Courier.Delivered state, Outcome outcome)
            throws StageException {
        Entry entry = claimed(delivery.id());
        entry.state = State.valueOf(state.name());
        entry.answered(outcome);
    }

    @Override
    public synchronized void retryAt(Delivery delivery, Instant at, Outcome outcome)
            throws StageException {
        Entry entry = claimed(delivery.id());
        entry.state = State.WAITING;
        entry.due = at;
        entry.answered(outcome);
    }

    @Override
    public synchronized void park(Delivery delivery, Outcome outcome) throws StageException {
        Entry entry = claimed(delivery.id());
        entry.state = State.PARKED;
        entry.answered(outcome);
    }

    @Override
    public synchronized void untried(Delivery delivery) throws StageException {
        Entry entry = claimed(delivery.id());
        entry.state = State.WAITING;
        entry.attempts--;
    }

    @Override
    public synchronized Optional<CommitmentRequest> askForCommitment(String destination, int max) {
        return request.filter(one -> !requestDue.isAfter(Instant.now()));
    }

    /** A request that is due until it is answered. */
    public synchronized void addRequest(CommitmentRequest wanted) {
        request = Optional.of(wanted);
    }

    /** When the request is due. */
    public synchronized Instant requestDue() {
        return requestDue;
    }

    @Override
    public synchronized void commitmentNotAsked(
            CommitmentRequest asked, Instant again, CommitmentAnswer answer) {
        requestDue = again;
        unanswered = answer.kind() == CommitmentAnswer.Kind.UNANSWERED;
    }

    @Override
    public void commitmentNotOffered(String destination) {
        throw new IllegalStateException("nothing was asked");
    }

    @Override
    public synchronized boolean committed(String destination, CommitmentReport report) {
        entries.values().stream()
                .filter(entry -> entry.destination.equals(destination))
                .filter(entry -> entry.state == State.SENT)
                .filter(entry -> report.committed().contains(entry.object.ref().sopInstanceUid()))
                .forEach(entry -> entry.state = State.COMMITTED);
        return true;
    }

    @Override
    public synchronized void reachableAgain(String destination) {
        reachable.add(destination);
        entries.values().stream()
                .filter(entry -> entry.destination.equals(destination))
                .forEach(entry -> entry.due = Instant.EPOCH);
    }

    /** What the destination did not answer is due now. */
    @Override
    public synchronized int reachedByTest(String destination) {
        tests++;
        List<Entry> unanswered =
                entries.values().stream()
                        .filter(entry -> entry.destination.equals(destination))
                        .filter(entry -> entry.state == State.WAITING && entry.status.isEmpty())
                        .filter(entry -> entry.due.isAfter(Instant.now()))
                        .toList();
        unanswered.forEach(entry -> entry.due = Instant.EPOCH);
        return unanswered.size();
    }

    @Override
    public synchronized int commitmentsReachedByTest(String destination) {
        if (request.isEmpty() || !unanswered || !requestDue.isAfter(Instant.now())) {
            return 0;
        }
        requestDue = Instant.EPOCH;
        return request.get().objects().size();
    }

    /** How often {@link #reachedByTest} was called. */
    public synchronized int tests() {
        return tests;
    }

    public synchronized State state(long id) {
        return entries.get(id).state;
    }

    public synchronized OptionalInt status(long id) {
        return entries.get(id).status;
    }

    public synchronized int attempts(long id) {
        return entries.get(id).attempts;
    }

    public synchronized Instant due(long id) {
        return entries.get(id).due;
    }

    public synchronized List<String> texts(long id) {
        return List.copyOf(entries.get(id).texts);
    }

    public synchronized List<String> reachable() {
        return List.copyOf(reachable);
    }

    public synchronized boolean all(State state) {
        return entries.values().stream().allMatch(entry -> entry.state == state);
    }
}
