package org.brixianode.cli;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.brixianode.config.NodeConfig;
import org.brixianode.node.StudyIndex;
import org.brixianode.queue.JobSearch;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.study.FailureText;
import org.brixianode.study.Job;
import org.brixianode.study.StageException;
import org.brixianode.study.StudyFacts;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code jobs find}. */
@Command(
        name = "find",
        description = {
            "Find jobs, the last received first, and list them as jobs list does.",
            "A running node enters images into the index as they come; a search without one reads the"
                    + " headers that are not in it yet."
        })
final class JobsFindCommand implements Callable<Integer> {

    /** The search key; exactly one is given. */
    static final class Key {
        @Option(names = "--patient", paramLabel = "ID", description = "Patient ID, whole.")
        private String patient;

        @Option(
                names = "--accession",
                paramLabel = "NUMBER",
                description = "Accession number, whole.")
        private String accession;

        @Option(names = "--study", paramLabel = "UID", description = "Study Instance UID.")
        private String study;

        @Option(
                names = "--instance",
                paramLabel = "UID",
                description = "SOP Instance UID of an image or of a result.")
        private String instance;

        boolean isInHeaders() {
            return patient != null || accession != null;
        }

        List<Job> find(JobSearch search, int limit) throws StageException {
            if (patient != null) {
                return search.ofPatient(patient.strip(), limit);
            }
            if (accession != null) {
                return search.ofAccession(accession.strip(), limit);
            }
            return study != null
                    ? search.ofStudy(study.strip(), limit)
                    : search.ofInstance(instance.strip(), limit);
        }
    }

    @ParentCommand private JobsCommand jobs;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Key key;

    @Mixin private LimitOption limit;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Option(
            names = "--show-patient",
            description = "Print Patient ID and accession number below each job, without --json.")
    private boolean showPatient;

    @Option(
            names = "--seconds",
            defaultValue = "60",
            description = "Longest time to read headers, in seconds. Default: 60.")
    private int seconds;

    @Override
    public Integer call() throws Exception {
        return jobs.withQueue(this::find);
    }

    private ExitCode find(QueueDatabase database, NodeConfig node) throws StageException {
        JobSearch search = new JobSearch(database);
        boolean complete = !(key.isInHeaders() || showPatient) || readHeaders(search);
        List<Job> found = key.find(search, limit.maxEntries());
        if (showPatient && !json) {
            for (Job job : found) {
                JobLines.print(database, List.of(job), false);
                print(search.factsOf(job));
            }
        } else {
            JobLines.print(database, found, json);
        }
        if (!complete) {
            System.err.println(
                    "brixia-node: not every image was read in %d s; run the command again to continue"
                            .formatted(seconds));
        } else if (found.isEmpty()) {
            System.err.println("brixia-node: no job found");
        }
        return complete && !found.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private boolean readHeaders(JobSearch search) throws StageException {
        try {
            return StudyIndex.complete(search, Duration.ofSeconds(seconds));
        } catch (UncheckedIOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "this user may not read "
                            + FailureText.of(Objects.requireNonNull(e.getCause()))
                            + ": run the command as the node's user",
                    e);
        }
    }

    private static void print(StudyFacts facts) {
        System.out.println(
                "        patient %s, accession number %s"
                        .formatted(
                                facts.patientId().map(JobLines::text).orElse("-"),
                                facts.accessionNumber().map(JobLines::text).orElse("-")));
    }
}
