package org.brixianode.cli;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.brixianode.config.NodeConfig;
import org.brixianode.node.Janitor;
import org.brixianode.ops.JsonLine;
import org.brixianode.queue.Delivery;
import org.brixianode.queue.IllegalTransitionException;
import org.brixianode.queue.JobCounts;
import org.brixianode.queue.JobDesk;
import org.brixianode.queue.Outbox;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.StageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jobs}: the queue from the operator's side, beside a running node or without one. */
@Command(
        name = "jobs",
        description = "Look at the queue and put jobs back, aside or away.",
        synopsisSubcommandLabel = "list | show | retry | rescore | park | purge")
final class JobsCommand {

    /** Something to do with the open queue. */
    @FunctionalInterface
    private interface Deed {
        int run(QueueDatabase database, NodeConfig config) throws StageException;
    }

    @Mixin private ConfigOption config;

    private int withQueue(Deed deed) throws Exception {
        NodeConfig node = config.read();
        try (QueueDatabase database = QueueDatabase.visit(node.queue())) {
            return deed.run(database, node);
        } catch (IllegalTransitionException e) {
            throw new CommandFailure(ExitCode.FAILED, e.getMessage(), e);
        } catch (StageException e) {
            throw new CommandFailure(ExitCode.DATABASE, e.getMessage(), e);
        }
    }

    @Command(name = "list", description = "List jobs, the last received first.")
    int list(
            @Option(
                            names = "--state",
                            split = ",",
                            description = "waiting, running, scored, not_scored, failed.")
                    Set<JobState> states,
            @Option(names = "--limit", defaultValue = "50", description = "Most jobs to list.")
                    int limit,
            @Option(names = "--json", description = "One JSON object a line.") boolean json)
            throws Exception {
        return withQueue(
                (database, node) -> {
                    JobDesk desk = new JobDesk(database);
                    Set<JobState> wanted = states == null ? Set.of() : states;
                    List<Job> jobs = desk.list(wanted, limit);
                    if (json) {
                        jobs.forEach(job -> System.out.println(JsonLine.of(fields(job))));
                        IntakeLine.printIfFailing(node, System.err);
                    } else {
                        jobs.forEach(JobsCommand::print);
                        print(desk.counts());
                        IntakeLine.print(node, System.out);
                    }
                    return ExitCode.OK.code();
                });
    }

    @Command(name = "show", description = "Show a job with its scores and deliveries.")
    int show(@Parameters(paramLabel = "JOB") long id) throws Exception {
        return withQueue(
                (database, node) -> {
                    JobDesk desk = new JobDesk(database);
                    Job job = desk.find(id).orElseThrow(() -> noJob(id));
                    print(job);
                    desk.sheet(id).ifPresent(sheet -> System.out.println("  scores: " + sheet));
                    for (Delivery delivery : new Outbox(database).ofJob(id)) {
                        print(delivery);
                    }
                    return ExitCode.OK.code();
                });
    }

    @Command(
            name = "retry",
            description =
                    "Make jobs that failed, were not scored, wait or hang due now; with --deliveries the"
                            + " deliveries of scored jobs.")
    int retry(
            @Parameters(arity = "1..*", paramLabel = "JOB") List<Long> ids,
            @Option(names = "--deliveries", description = "Send again what was parked or waits.")
                    boolean deliveries)
            throws Exception {
        return withQueue(
                (database, node) -> {
                    Instant now = Instant.now();
                    for (long id : ids) {
                        if (deliveries) {
                            retryDeliveries(new Outbox(database), id, now);
                        } else {
                            new JobDesk(database).retry(id, now);
                        }
                    }
                    System.out.println(ids.size() + " job(s) put back");
                    return ExitCode.OK.code();
                });
    }

    private static void retryDeliveries(Outbox outbox, long jobId, Instant now)
            throws StageException {
        for (Delivery delivery : outbox.ofJob(jobId)) {
            switch (delivery.state()) {
                case WAITING, PARKED -> outbox.retry(delivery.id(), now);
                case SENDING, SENT -> {}
            }
        }
    }

    @Command(name = "rescore", description = "Score scored jobs anew, with the present model.")
    int rescore(@Parameters(arity = "1..*", paramLabel = "JOB") List<Long> ids) throws Exception {
        return withQueue(
                (database, node) -> {
                    for (long id : ids) {
                        new JobDesk(database).rescore(id, Instant.now());
                    }
                    System.out.println(ids.size() + " job(s) put back");
                    return ExitCode.OK.code();
                });
    }

    @Command(name = "park", description = "Set waiting jobs aside.")
    int park(
            @Parameters(arity = "1..*", paramLabel = "JOB") List<Long> ids,
            @Option(names = "--reason", defaultValue = "parked by an operator") String reason)
            throws Exception {
        return withQueue(
                (database, node) -> {
                    for (long id : ids) {
                        new JobDesk(database).park(id, reason);
                    }
                    System.out.println(ids.size() + " job(s) parked");
                    return ExitCode.OK.code();
                });
    }

    @Command(
            name = "purge",
            description =
                    "Forget finished jobs older than storage.keep-finished and delete their files."
                            + " Unsent work is never touched.")
    int purge(
            @Option(names = "--failed", description = "Failed jobs too, which are otherwise kept.")
                    boolean failed)
            throws Exception {
        return withQueue(
                (database, node) -> {
                    EnumSet<JobState> states = EnumSet.of(JobState.SCORED, JobState.NOT_SCORED);
                    if (failed) {
                        states.add(JobState.FAILED);
                    }
                    try (Janitor janitor =
                            new Janitor(new JobDesk(database), node.storage(), Clock.systemUTC())) {
                        System.out.println(janitor.purge(states) + " job(s) forgotten");
                    }
                    return ExitCode.OK.code();
                });
    }

    private static CommandFailure noJob(long id) {
        return new CommandFailure(ExitCode.FAILED, "there is no job " + id);
    }

    private static void print(Job job) {
        System.out.printf(
                "%6d  %-10s  %s  %d attempt(s)  %s%s%n",
                job.id(),
                job.state(),
                job.instance().receivedAt(),
                job.attempts(),
                job.instance().ref().sopInstanceUid(),
                job.reason().map(reason -> "  " + reason).orElse(""));
    }

    private static void print(Delivery delivery) {
        System.out.printf(
                "  %-8s to %s: %s, %d attempt(s)%s%s%n",
                delivery.object().kind(),
                delivery.destination(),
                delivery.state(),
                delivery.attempts(),
                delivery.lastStatus().isPresent()
                        ? ", status 0x%04X".formatted(delivery.lastStatus().getAsInt())
                        : "",
                delivery.lastError().map(error -> ", " + error).orElse(""));
    }

    private static void print(JobCounts counts) {
        System.out.printf(
                "received %d = scored %d + not scored %d + failed %d + waiting %d%n",
                counts.received(),
                counts.of(JobState.SCORED),
                counts.of(JobState.NOT_SCORED),
                counts.of(JobState.FAILED),
                counts.waiting());
    }

    private static Map<String, Object> fields(Job job) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", job.id());
        fields.put("state", job.state());
        fields.put("receivedAt", job.instance().receivedAt().toString());
        fields.put("attempts", job.attempts());
        fields.put("study", job.instance().ref().studyUid());
        fields.put("instance", job.instance().ref().sopInstanceUid());
        fields.put("caller", job.instance().callingAe().toString());
        job.reason().ifPresent(reason -> fields.put("reason", reason));
        return fields;
    }
}
