package org.brixianode.cli;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/** Names the command for words that other programs have as a command, and this one has not. */
final class CommandHint implements IParameterExceptionHandler {

    private static final String JOBS = "jobs list";

    private static final Map<String, String> COMMANDS =
            Map.of(
                    "status",
                    JOBS,
                    "list",
                    JOBS,
                    "queue",
                    JOBS,
                    "start",
                    "serve",
                    "run",
                    "serve",
                    "version",
                    "--version");

    private final IParameterExceptionHandler usual;

    /**
     * @param usual for every other wrong command line
     */
    CommandHint(IParameterExceptionHandler usual) {
        this.usual = usual;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] args) throws Exception {
        CommandLine command = failure.getCommandLine();
        Optional<String> meant =
                command.getParent() == null && args.length > 0
                        ? Optional.ofNullable(COMMANDS.get(args[0]))
                        : Optional.empty();
        if (meant.isEmpty()) {
            return usual.handleParseException(failure, args);
        }
        command.getErr()
                .println(
                        "brixia-node: there is no command '%s'; use: brixia-node %s"
                                .formatted(args[0], meant.get()));
        return ExitCode.USAGE.code();
    }
}
