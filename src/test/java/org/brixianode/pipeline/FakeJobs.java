package org.brixianode.pipeline;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.brixianode.queue.IllegalTransitionException;
import org.brixianode.study.AeTitle;
import org.brixianode.study.FailureReason;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.StageException;
import org.brixianode.study.StudyFacts;

/** A queue in memory, with leases, whose n-th call fails if a test says so. */
final class FakeJobs implements Jobs {

    static final Duration LEASE = Duration.ofSeconds(60);

    private final Map<Long, Job> jobs = new TreeMap<>();
    private final Map<Long, Instant> leases = new TreeMap<>();
    private int calls;
    private int failing;
    private boolean failsAfterTheChange;
    private int mostRunning;
    private final List<Long> ended = new ArrayList<>();
    private boolean otherBesideInterrupted;
    private boolean refusesEnds;
    private int refusedEnds;

    /** As the database does it. */
    private interface Change<T> {
        T run() throws StageException;
    }

    /** Makes one call fail. */
    synchronized void failOn(int call, boolean afterTheChange) {
        failing = call;
        failsAfterTheChange = afterTheChange;
    }

    /** Fails whatever ends a job or puts it back. */
    synchronized void refuseEnds(boolean refuse) {
        refusesEnds = refuse;
    }

    synchronized int refusedEnds() {
        return refusedEnds;
    }

    synchronized int calls() {
        return calls;
    }

    synchronized void add(int id) {
        add(id, 0);
    }

    synchronized void add(int id, int interruptions) {
        ReceivedInstance instance =
                new ReceivedInstance(
                        new InstanceRef(
                                "1.2.3", "1.2.3.4", "1.2.840.10008.5.1.4.1.1.1", "1.9." + id),
                        "1.2.840.10008.1.2.1",
                        new AeTitle("MODALITY"),
                        new AeTitle("BRIXIA"),
                        Path.of("/spool/" + id),
                        1000,
                        "digest-" + id,
                        Instant.EPOCH.plusSeconds(id));
        jobs.put(
                (long) id,
                new Job(
                        id,
                        instance,
                        1,
                        JobState.WAITING,
                        0,
                        interruptions,
                        0,
                        Optional.empty(),
                        Instant.EPOCH,
                        Optional.empty()));
    }

    synchronized Job job(int id) {
        return jobs.get((long) id);
    }

    synchronized long count(JobState state) {
        return jobs.values().stream().filter(job -> job.state() == state).count();
    }

    synchronized boolean isAllEnded() {
        return count(JobState.WAITING) + count(JobState.RUNNING) == 0;
    }

    /** Ids in the order of their ends. */
    synchronized List<Long> ended() {
        return List.copyOf(ended);
    }

    synchronized int mostRunning() {
        return mostRunning;
    }

    /** Whether anything was in hand beside a job that had been interrupted. */
    synchronized boolean otherBesideInterrupted() {
        return otherBesideInterrupted;
    }

    private synchronized <T> T call(Change<T> change) throws StageException {
        calls++;
        boolean fails = calls == failing;
        if (fails && !failsAfterTheChange) {
            throw new StageException(FailureReason.RETRY, "injected before the change");
        }
        T result = change.run();
        if (fails) {
            throw new StageException(FailureReason.RETRY, "injected after the change");
        }
        return result;
    }

    private Stream<Job> due(Instant now, boolean interrupted) {
        return List.copyOf(jobs.values()).stream()
                .filter(job -> job.state() == JobState.WAITING)
                .filter(job -> !job.nextAttemptAt().isAfter(now))
                .filter(job -> job.interruptions() > 0 == interrupted);
    }

    @Override
    public Duration lease() {
        return LEASE;
    }

    @Override
    public List<Job> claim(int max, Instant now, Instant leaseUntil) throws StageException {
        return call(() -> due(now, false).limit(max).map(job -> claim(job, leaseUntil)).toList());
    }

    @Override
    public boolean isInterruptedDue(Instant now) throws StageException {
        return call(() -> due(now, true).findAny().isPresent());
    }

    @Override
    public Optional<Job> claimInterrupted(Instant now, Instant leaseUntil) throws StageException {
        return call(() -> due(now, true).findFirst().map(job -> claim(job, leaseUntil)));
    }

    private Job claim(Job job, Instant leaseUntil) {
        Job claimed =
                put(
                        job,
                        JobState.RUNNING,
                        job.attempts() + 1,
                        job.interruptions(),
                        Optional.empty());
        leases.put(job.id(), leaseUntil);
        long running = count(JobState.RUNNING);
        mostRunning = Math.max(mostRunning, (int) running);
        otherBesideInterrupted |=
                running > 1
                        && jobs.values().stream()
                                .anyMatch(
                                        one ->
                                                one.state() == JobState.RUNNING
                                                        && one.interruptions() > 0);
        return claimed;
    }

    private Job put(
            Job job, JobState state, int attempts, int interruptions, Optional<String> reason) {
        return put(job, state, attempts, interruptions, job.nextAttemptAt(), reason);
    }

    private Job put(
            Job job,
            JobState state,
            int attempts,
            int interruptions,
            Instant at,
            Optional<String> reason) {
        Job changed =
                new Job(
                        job.id(),
                        job.instance(),
                        job.run(),
                        state,
                        attempts,
                        interruptions,
                        job.claims() + (state == JobState.RUNNING ? 1 : 0),
                        job.firstClaimedAt(),
                        at,
                        reason);
        jobs.put(job.id(), changed);
        return changed;
    }

    @Override
    public List<Job> renew(Collection<Job> held, Instant leaseUntil) throws StageException {
        return call(
                () -> {
                    List<Job> lost = new ArrayList<>();
                    for (Job job : held) {
                        if (isHeld(job)) {
                            leases.put(job.id(), leaseUntil);
                        } else {
                            lost.add(job);
                        }
                    }
                    return lost;
                });
    }

    private boolean isHeld(Job job) {
        Job now = jobs.get(job.id());
        return now.state() == JobState.RUNNING && now.claims() == job.claims();
    }

    @Override
    public List<Long> requeueExpired(Instant now) throws StageException {
        return call(
                () -> {
                    List<Job> expired =
                            List.copyOf(jobs.values()).stream()
                                    .filter(job -> job.state() == JobState.RUNNING)
                                    .filter(job -> !leases.get(job.id()).isAfter(now))
                                    .toList();
                    expired.forEach(
                            job ->
                                    put(
                                            job,
                                            JobState.WAITING,
                                            job.attempts() - 1,
                                            job.interruptions() + 1,
                                            job.reason()));
                    return expired.stream().map(Job::id).toList();
                });
    }

    /** An operator puts a job back that is worked on. */
    synchronized void takeBack(int id) {
        Job job = job(id);
        put(job, JobState.WAITING, 0, 0, Optional.empty());
    }

    @Override
    public void putBack(Job job, Instant at) throws StageException {
        change(
                job,
                () ->
                        put(
                                jobs.get(job.id()),
                                JobState.WAITING,
                                job.attempts() - 1,
                                job.interruptions(),
                                at,
                                Optional.empty()));
    }

    void completeScored(Job job) throws StageException {
        end(job, JobState.SCORED, Optional.empty());
    }

    void completeNotScored(Job job, String reason, Optional<StudyFacts> facts)
            throws StageException {
        end(job, JobState.NOT_SCORED, Optional.of(reason));
    }

    @Override
    public void park(Job job, String reason) throws StageException {
        end(job, JobState.FAILED, Optional.of(reason));
    }

    private void end(Job job, JobState state, Optional<String> reason) throws StageException {
        change(
                job,
                () -> {
                    ended.add(job.id());
                    return put(
                            jobs.get(job.id()), state, job.attempts(), job.interruptions(), reason);
                });
    }

    @Override
    public void retryAt(Job job, Instant at, String reason) throws StageException {
        change(
                job,
                () ->
                        put(
                                jobs.get(job.id()),
                                JobState.WAITING,
                                job.attempts(),
                                job.interruptions(),
                                at,
                                Optional.of(reason)));
    }

    private void change(Job job, Change<Job> change) throws StageException {
        call(
                () -> {
                    if (refusesEnds) {
                        refusedEnds++;
                        throw new StageException(FailureReason.RETRY, "no end is written");
                    }
                    if (!isHeld(job)) {
                        throw new IllegalTransitionException("not held under this claim");
                    }
                    return change.run();
                });
    }
}
