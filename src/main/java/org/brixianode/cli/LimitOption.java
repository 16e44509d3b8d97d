package org.brixianode.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The maximum number of entries of a list. */
final class LimitOption {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private int maxEntries;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "Most entries to list, 1 or more. Default: ${DEFAULT-VALUE}.")
    void set(int entries) {
        if (entries < 1) {
            throw new ParameterException(
                    command.commandLine(), "--limit must be 1 or more, not " + entries);
        }
        maxEntries = entries;
    }

    int maxEntries() {
        return maxEntries;
    }
}
