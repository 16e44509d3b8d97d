package org.brixianode.cli;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.brixianode.config.NodeConfig;
import org.brixianode.queue.DeliveryAdmin;
import org.brixianode.queue.JobAdmin;
import org.brixianode.queue.JobCounts;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.StageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code jobs list}. */
@Command(
        name = "list",
        description = {
            "List jobs, the last received first, with their deliveries, the state of the destinations and the active alarms.",
            "With --json the jobs alone, one object a line."
        })
final class JobsListCommand implements Callable<Integer> {

    @ParentCommand private JobsCommand jobs;

    @Option(
            names = "--state",
            split = ",",
            description = "waiting, running, scored, not_scored, failed.")
    private Set<JobState> states = Set.of();

    @Mixin private LimitOption limit;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        return jobs.withQueue(this::list);
    }

    private ExitCode list(QueueDatabase database, NodeConfig node) throws StageException {
        JobAdmin admin = new JobAdmin(database);
        List<Job> found = admin.list(states, limit.maxEntries());
        JobLines.print(database, found, json);
        if (json) {
            IntakeLine.printIfFailing(node, System.err);
        } else {
            DestinationLines.print(new DeliveryAdmin(database).counts(), node, Instant.now());
            print(admin.counts());
            AlarmLines.print(node, System.out, Instant.now());
            IntakeLine.print(node, System.out);
        }
        return ExitCode.OK;
    }

    private static void print(JobCounts counts) {
        System.out.println(
                "received %d = scored %d + not scored %d + failed %d + waiting %d"
                        .formatted(
                                counts.received(),
                                counts.of(JobState.SCORED),
                                counts.of(JobState.NOT_SCORED),
                                counts.of(JobState.FAILED),
                                counts.waiting()));
    }
}
