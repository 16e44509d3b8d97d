package org.brixianode.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.brixianode.config.NodeConfig;
import org.brixianode.queue.DeliveryAdmin;
import org.brixianode.queue.DeliveryQueue;
import org.brixianode.queue.DeliveryRecord;
import org.brixianode.queue.JobAdmin;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.study.StageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code jobs retry}. */
@Command(
        name = "retry",
        description = {
            "Retry jobs now that failed, were not scored, wait or hang.",
            "With --deliveries: parked, waiting or hanging deliveries of jobs; resend repeats deliveries that were sent."
        })
final class JobsRetryCommand implements Callable<Integer> {

    @ParentCommand private JobsCommand jobs;

    @Parameters(arity = "0..*", paramLabel = "JOB")
    private List<Long> ids = List.of();

    @Option(names = "--deliveries", description = "Send parked and waiting deliveries now.")
    private boolean deliveries;

    @Option(
            names = "--destination",
            paramLabel = "NAME",
            description =
                    "With --deliveries: those to this destination; without jobs, of all jobs.")
    private Optional<String> destination = Optional.empty();

    @Override
    public Integer call() throws Exception {
        if (destination.isPresent() && !deliveries) {
            throw new CommandFailure(ExitCode.USAGE, "--destination goes with --deliveries");
        }
        if (ids.isEmpty() && destination.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE, "name jobs, or --deliveries --destination NAME");
        }
        return jobs.withQueue(this::retry);
    }

    private ExitCode retry(QueueDatabase database, NodeConfig node) throws StageException {
        Instant now = Instant.now();
        if (!deliveries) {
            JobAdmin admin = new JobAdmin(database);
            return JobsCommand.each(ids, "put back", id -> admin.retry(id, now));
        }
        return ids.isEmpty()
                ? retryAll(new DeliveryQueue(database), destination.orElseThrow(), now)
                : retryDeliveries(database, now);
    }

    private static ExitCode retryAll(DeliveryQueue outbox, String name, Instant now)
            throws StageException {
        int due = outbox.retryAll(name, now);
        System.out.println("%d deliveries to %s put back".formatted(due, JobLines.text(name)));
        return due > 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private ExitCode retryDeliveries(QueueDatabase database, Instant now) throws StageException {
        DeliveryAdmin admin = new DeliveryAdmin(database);
        JobAdmin jobAdmin = new JobAdmin(database);
        int count = 0;
        int jobsWithoutDeliveries = 0;
        for (long id : ids) {
            List<DeliveryRecord> due = admin.retry(id, destination, now);
            count += due.size();
            if (due.isEmpty()) {
                jobsWithoutDeliveries++;
                String why =
                        jobAdmin.find(id).isEmpty()
                                ? JobsCommand.noJob(id).getMessage()
                                : nothing(id, new DeliveryQueue(database).ofJob(id));
                System.err.println("brixia-node: " + why);
            }
        }
        System.out.println(count + " deliveries put back");
        return jobsWithoutDeliveries == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private static String lease(Instant until) {
        return " under a lease that ends at %s unless it is renewed"
                .formatted(until.truncatedTo(ChronoUnit.SECONDS));
    }

    private static String nothing(long id, List<DeliveryRecord> known) {
        if (known.isEmpty()) {
            return "job " + id + " has no deliveries";
        }
        String states =
                known.stream()
                        .map(
                                one ->
                                        "%s to %s is %s%s"
                                                .formatted(
                                                        one.object().kind(),
                                                        JobLines.text(one.destination()),
                                                        one.state(),
                                                        one.leaseUntil()
                                                                .map(JobsRetryCommand::lease)
                                                                .orElse("")))
                        .collect(Collectors.joining(", "));
        return "job %d has no delivery to retry: %s. To send results again: brixia-node jobs resend --destination NAME %d"
                .formatted(id, states, id);
    }
}
