package org.brixianode.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code bench}. */
@Command(name = "bench", description = "Measure.")
final class BenchCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new CommandFailure(ExitCode.FAILED, "not yet");
    }
}
