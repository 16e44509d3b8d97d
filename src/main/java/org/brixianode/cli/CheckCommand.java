package org.brixianode.cli;

import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.brixianode.config.NodeConfig;
import org.brixianode.node.Couriers;
import org.brixianode.node.check.DatabaseCheck;
import org.brixianode.node.check.ModelCheck;
import org.brixianode.node.check.PortCheck;
import org.brixianode.node.check.StorageCheck;
import org.brixianode.node.check.TlsCheck;
import org.brixianode.send.Courier;
import org.brixianode.send.Destination;
import org.brixianode.send.Reachability;
import org.brixianode.study.FailureText;
import org.brixianode.study.FileProblem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code check}: everything that a start needs, tried one after the other. */
@Command(
        name = "check",
        description = {
            "Check everything that a start needs, and the destinations.",
            "Configuration, TLS stores, folders, database, model, port and destinations: every check runs, also while a node runs; the exit code is that of the first failure."
        })
final class CheckCommand implements Callable<Integer> {

    /** One thing to try; says what it found. */
    @FunctionalInterface
    private interface Attempt {
        String run() throws Exception;
    }

    @Mixin private ConfigOption config;

    private ExitCode worst = ExitCode.OK;

    @Override
    public Integer call() throws Exception {
        NodeConfig node = config.read();
        System.out.println("configuration  ok: " + config.source());
        tls(TlsCheck.of(node, Clock.systemUTC().instant()));
        attempt("storage", ExitCode.STORAGE, () -> StorageCheck.run(node));
        DatabaseCheck database = new DatabaseCheck();
        attempt("database", ExitCode.DATABASE, () -> database.run(node.queue()));
        attempt("intake", ExitCode.FAILED, () -> IntakeLine.check(node));
        attempt("model", ExitCode.MODEL, () -> ModelCheck.run(node.score()));
        attempt("port", ExitCode.PORT, () -> PortCheck.run(node, database.nodeRuns()));
        for (Destination destination : node.destinations()) {
            attempt(
                    "destination " + destination.name(),
                    ExitCode.PEER,
                    () -> echo(node, destination));
        }
        if (node.destinations().isEmpty()) {
            System.out.println(
                    "destinations   none: results will stay in " + node.storage().folder());
        }
        return worst.code();
    }

    private void tls(TlsCheck check) {
        check.opened().forEach(what -> say("tls", "ok: stores of " + what));
        check.remarks().forEach(remark -> say("tls", "WARNING: " + remark));
        check.problems().forEach(problem -> fail("tls", ExitCode.CONFIGURATION, problem));
    }

    private void attempt(String what, ExitCode onFailure, Attempt attempt) {
        try {
            say(what, "ok: " + attempt.run());
        } catch (IOException e) {
            fail(what, onFailure, FileProblem.text(e));
        } catch (Exception e) {
            fail(what, onFailure, FailureText.of(e));
        }
    }

    private void fail(String what, ExitCode code, String problem) {
        say(what, "FAILED: " + problem);
        worst = worst == ExitCode.OK ? code : worst;
    }

    private static void say(String what, String found) {
        System.out.printf("%-14s %s%n", what, found);
    }

    private static String echo(NodeConfig node, Destination destination) throws Exception {
        try (Courier courier = Couriers.of(node, destination)) {
            Reachability found = courier.reach();
            if (!found.ok()) {
                throw new IOException(found.message());
            }
            return found.message();
        }
    }
}
