package org.brixianode.cli;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.brixianode.api.JobJson;
import org.brixianode.api.TrailJson;
import org.brixianode.config.NodeConfig;
import org.brixianode.ops.JsonLine;
import org.brixianode.queue.DeliveryQueue;
import org.brixianode.queue.DeliveryRecord;
import org.brixianode.queue.JobAdmin;
import org.brixianode.queue.JobTrails;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.study.Job;
import org.brixianode.study.StageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code jobs show}. */
@Command(name = "show", description = "Show a job with its scores and deliveries.")
final class JobsShowCommand implements Callable<Integer> {

    @ParentCommand private JobsCommand jobs;

    @Parameters(paramLabel = "JOB")
    private long id;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        return jobs.withQueue(this::show);
    }

    private ExitCode show(QueueDatabase database, NodeConfig node) throws StageException {
        JobAdmin admin = new JobAdmin(database);
        Job job = admin.find(id).orElseThrow(() -> JobsCommand.noJob(id));
        List<DeliveryRecord> deliveries = new DeliveryQueue(database).ofJob(id);
        Optional<String> sheet = admin.sheet(id);
        List<String> changes =
                new JobTrails(database)
                        .of(id).stream()
                                .flatMap(trail -> trail.replaced().stream())
                                .map(TrailJson::words)
                                .toList();
        if (json) {
            Map<String, Object> fields = JobJson.withScores(job, deliveries, sheet);
            fields.put("changes", changes);
            System.out.println(JsonLine.of(fields));
            return ExitCode.OK;
        }
        System.out.println(JobLines.line(job));
        System.out.println(
                "  study %s, from %s, file %s"
                        .formatted(
                                JobLines.uid(job.instance().ref().studyUid()),
                                job.instance().callingAe(),
                                job.instance().file()));
        changes.forEach(change -> System.out.println("  " + change));
        sheet.map(ScoreLines::of)
                .orElse(List.of())
                .forEach(line -> System.out.println("  " + line));
        JobLines.byRun(deliveries, Instant.now()).forEach(System.out::println);
        return ExitCode.OK;
    }
}
