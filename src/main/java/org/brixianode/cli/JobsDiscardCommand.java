package org.brixianode.cli;

import java.util.concurrent.Callable;
import org.brixianode.config.NodeConfig;
import org.brixianode.queue.DeliveryAdmin;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.study.StageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code jobs discard}. */
@Command(
        name = "discard",
        description =
                "Delete parked and waiting deliveries to a destination that is no longer configured. The results are kept.")
final class JobsDiscardCommand implements Callable<Integer> {

    @ParentCommand private JobsCommand jobs;

    @Option(names = "--destination", required = true, paramLabel = "NAME")
    private String name;

    @Override
    public Integer call() throws Exception {
        return jobs.withQueue(this::discard);
    }

    private ExitCode discard(QueueDatabase database, NodeConfig node) throws StageException {
        if (node.destinations().stream().anyMatch(one -> one.name().equals(name))) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "destination "
                            + name
                            + " is configured, so its deliveries will be sent. Remove it from destinations first, and reload the configuration of a running node");
        }
        int count = new DeliveryAdmin(database).discard(name);
        System.out.println("%d deliveries to %s deleted".formatted(count, JobLines.text(name)));
        return count > 0 ? ExitCode.OK : ExitCode.FAILED;
    }
}
