package org.brixianode.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.brixianode.config.NodeConfig;
import org.brixianode.ops.JsonLine;
import org.brixianode.queue.Conflict;
import org.brixianode.queue.JobAdmin;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.study.Job;
import org.brixianode.study.StageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code jobs conflicts}. */
@Command(
        name = "conflicts",
        description =
                "List objects received under a known SOP Instance UID with other content, latest first.")
final class JobsConflictsCommand implements Callable<Integer> {

    @ParentCommand private JobsCommand jobs;

    @Mixin private LimitOption limit;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        return jobs.withQueue(this::list);
    }

    private ExitCode list(QueueDatabase database, NodeConfig node) throws StageException {
        JobAdmin admin = new JobAdmin(database);
        List<Conflict> conflicts = admin.conflicts(limit.maxEntries());
        for (Conflict conflict : conflicts) {
            Optional<Job> job = admin.find(conflict.sopInstanceUid());
            System.out.println(json ? JsonLine.of(fields(conflict, job)) : text(conflict, job));
        }
        if (!json) {
            System.out.println(conflicts.isEmpty() ? "no conflicts" : advice());
        }
        return ExitCode.OK;
    }

    private static String text(Conflict conflict, Optional<Job> job) {
        return """
               %s  digest %s
                 from %s, %d time(s), first %s, last %s
                 kept in %s; %s"""
                .formatted(
                        JobLines.uid(conflict.sopInstanceUid()),
                        conflict.contentDigest(),
                        conflict.callingAe(),
                        conflict.times(),
                        conflict.firstReceivedAt(),
                        conflict.lastReceivedAt(),
                        conflict.file(),
                        job.map(
                                        one ->
                                                "the UID is that of job %d (%s), %s"
                                                        .formatted(
                                                                one.id(),
                                                                one.state(),
                                                                one.instance().file()))
                                .orElse("the job of this UID was already deleted"));
    }

    private static String advice() {
        return "These objects are kept and not scored: the first object under the UID and its score remain valid. Compare the files, for example with dcmdump; if the later one is correct, have the sender send it again under a new SOP Instance UID. They are"
                + " deleted after storage.keep-finished.";
    }

    private static Map<String, Object> fields(Conflict conflict, Optional<Job> job) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("sopInstanceUid", JobLines.uid(conflict.sopInstanceUid()));
        fields.put("digest", conflict.contentDigest());
        fields.put("caller", conflict.callingAe().toString());
        fields.put("times", conflict.times());
        fields.put("firstReceivedAt", conflict.firstReceivedAt().toString());
        fields.put("lastReceivedAt", conflict.lastReceivedAt().toString());
        fields.put("file", conflict.file().toString());
        fields.put("job", job.map(Job::id).orElse(null));
        fields.put("jobState", job.map(Job::state).orElse(null));
        return fields;
    }
}
