package org.brixianode.cli;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.brixianode.config.NodeConfig;
import org.brixianode.node.Janitor;
import org.brixianode.ops.Events;
import org.brixianode.queue.IllegalTransitionException;
import org.brixianode.queue.JobAdmin;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.study.FailureText;
import org.brixianode.study.JobState;
import org.brixianode.study.StageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jobs}: shows and changes the queue, with or without a running node. */
@Command(
        name = "jobs",
        description = "Show the queue and the deliveries; retry, park or delete jobs.",
        synopsisSubcommandLabel =
                "list | show | find | conflicts | retry | resend | rescore | park | discard | purge",
        subcommands = {
            JobsListCommand.class,
            JobsShowCommand.class,
            JobsFindCommand.class,
            JobsConflictsCommand.class,
            JobsRetryCommand.class,
            JobsResendCommand.class,
            JobsDiscardCommand.class
        })
final class JobsCommand {

    /** An action on the open queue. */
    @FunctionalInterface
    interface Action {
        ExitCode run(QueueDatabase database, NodeConfig config) throws StageException;
    }

    /** An action on one job. */
    @FunctionalInterface
    interface JobAction {
        void run(long jobId) throws StageException;
    }

    @Mixin private ConfigOption config;

    /** Runs a subcommand's action on the queue of the configured node. */
    int withQueue(Action action) throws Exception {
        NodeConfig node = config.read();
        try (QueueDatabase database = QueueDatabase.openForCommand(node.queue())) {
            return action.run(database, node).code();
        } catch (IllegalTransitionException e) {
            throw new CommandFailure(ExitCode.FAILED, FailureText.of(e), e);
        } catch (StageException e) {
            throw new CommandFailure(ExitCode.DATABASE, FailureText.of(e), e);
        }
    }

    /**
     * Applies an action to every job, reports the jobs whose state does not allow it, and counts
     * the others.
     */
    static ExitCode each(List<Long> ids, String done, JobAction action) throws StageException {
        int count = 0;
        for (long id : ids) {
            try {
                action.run(id);
                count++;
            } catch (IllegalTransitionException e) {
                System.err.println("brixia-node: " + e.getMessage());
            }
        }
        System.out.println(
                (count == ids.size() ? "%d job(s) %s" : "%d of " + ids.size() + " job(s) %s")
                        .formatted(count, done));
        return count == ids.size() ? ExitCode.OK : ExitCode.FAILED;
    }

    static CommandFailure noJob(long id) {
        return new CommandFailure(
                ExitCode.FAILED,
                "there is no job "
                        + id
                        + ": it was deleted after storage.keep-finished, or never existed");
    }

    @Command(name = "rescore", description = "Score jobs again with the current model.")
    int rescore(@Parameters(arity = "1..*", paramLabel = "JOB") List<Long> ids) throws Exception {
        return withQueue(
                (database, node) -> {
                    Instant now = Instant.now();
                    Optional<Instant> deadline =
                            node.priors().search().map(search -> now.plus(search.longestWait()));
                    return each(
                            ids,
                            "put back",
                            id -> new JobAdmin(database).rescore(id, now, deadline));
                });
    }

    @Command(name = "park", description = "Park waiting jobs.")
    int park(
            @Parameters(arity = "1..*", paramLabel = "JOB") List<Long> ids,
            @Option(names = "--reason", defaultValue = "parked by an operator") String reason)
            throws Exception {
        return withQueue(
                (database, node) ->
                        each(ids, "parked", id -> new JobAdmin(database).park(id, reason)));
    }

    @Command(
            name = "purge",
            description =
                    "Delete finished jobs older than storage.keep-finished, with their files."
                            + " Unsent work is never deleted.")
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
                            new Janitor(
                                    new JobAdmin(database),
                                    node.storage(),
                                    node.pipeline().results(),
                                    Events.NONE,
                                    Clock.systemUTC())) {
                        System.out.println(janitor.purge(states) + " job(s) deleted");
                    }
                    return ExitCode.OK;
                });
    }
}
