package org.brixianode.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.brixianode.config.InvalidConfigurationException;
import org.brixianode.node.StartFailure;
import org.brixianode.study.FileProblem;
import org.brixianode.study.HeatKind;
import org.brixianode.study.ResultKind;
import org.brixianode.study.StageException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ScopeType;

/** Entry point: runs the command named by the arguments. */
@Command(
        name = "brixia-node",
        description = "A DICOM node that scores chest radiographs with BS-Net (Brixia score).",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:done in part or not at all",
            "2:wrong command line",
            "3:configuration refused, or TLS stores cannot be used",
            "4:model cannot be loaded",
            "5:database cannot be opened",
            "6:port cannot be bound",
            "7:peer does not answer or refuses",
            "8:storage.dir or the spool in it cannot be used"
        },
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            ScoreCommand.class,
            SendCommand.class,
            EchoCommand.class,
            JobsCommand.class,
            CheckCommand.class,
            HashPasswordCommand.class,
            NotifyTestCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            TrainCommand.class,
            EvaluateCommand.class,
            ImportWeightsCommand.class,
            ExportCommand.class,
            BenchCommand.class,
            HelpCommand.class
        })
public final class Main {

    public static void main(String[] args) {
        StandardError.bypassFilter();
        System.exit(run(args));
    }

    /** Runs a command and returns its exit code. */
    static int run(String... args) {
        return run(
                new CommandLine(new Main())
                        .registerConverter(FoldChoice.class, new FoldChoice.Converter())
                        .registerConverter(HeatKind.class, new MapChoice())
                        .registerConverter(ResultKind.class, new KindChoice())
                        .setCaseInsensitiveEnumValuesAllowed(true),
                args);
    }

    static int run(CommandLine line, String... args) {
        try {
            return line.setParameterExceptionHandler(
                            new CommandHint(line.getParameterExceptionHandler()))
                    .setExecutionExceptionHandler(
                            (failure, command, parsed) ->
                                    report(failure, command.getErr()::println))
                    .execute(args);
        } catch (OutOfMemoryError e) {
            return reportMemory(e, line.getErr()::println);
        }
    }

    /** Reports a failure in one message; with a stack trace only if it is unexpected. */
    private static int report(Exception failure, Consumer<String> err) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError memory) {
                return reportMemory(memory, err);
            }
        }
        if (failure instanceof CommandFailure known) {
            err.accept("brixia-node: " + known.getMessage());
            return known.exitCode().code();
        }
        if (failure instanceof InvalidConfigurationException) {
            err.accept("brixia-node: " + failure.getMessage());
            return ExitCode.CONFIGURATION.code();
        }
        if (failure instanceof StartFailure start) {
            err.accept("brixia-node: " + start.getMessage());
            return exitCode(start.step()).code();
        }
        Throwable reported = failure instanceof UncheckedIOException ? failure.getCause() : failure;
        if (reported instanceof IOException file) {
            err.accept("brixia-node: " + FileProblem.text(file));
            return ExitCode.FAILED.code();
        }
        if (failure instanceof StageException) {
            err.accept("brixia-node: " + failure.getMessage());
            return ExitCode.FAILED.code();
        }
        err.accept("brixia-node: internal error; please report it with the following trace");
        failure.printStackTrace();
        return ExitCode.FAILED.code();
    }

    private static int reportMemory(OutOfMemoryError failure, Consumer<String> err) {
        err.accept(
                ("brixia-node: out of memory: %s; this process may use %d MiB for its objects."
                                + " Allow more with BRIXIA_JAVA_OPTS=-Xmx8g (8 GiB, say), or give it"
                                + " fewer images at once.")
                        .formatted(failure.getMessage(), Runtime.getRuntime().maxMemory() >> 20));
        return ExitCode.FAILED.code();
    }

    private static ExitCode exitCode(StartFailure.Step step) {
        return switch (step) {
            case STORAGE -> ExitCode.STORAGE;
            case DATABASE -> ExitCode.DATABASE;
            case MODEL -> ExitCode.MODEL;
            case TLS -> ExitCode.CONFIGURATION;
            case PORT, WEB -> ExitCode.PORT;
        };
    }
}
