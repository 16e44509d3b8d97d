package org.brixianode.cli;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.brixianode.config.NodeConfig;
import org.brixianode.node.Couriers;
import org.brixianode.node.check.DatabaseCheck;
import org.brixianode.node.check.MailCheck;
import org.brixianode.node.check.ModelCheck;
import org.brixianode.node.check.PortCheck;
import org.brixianode.node.check.PriorsCheck;
import org.brixianode.node.check.StorageCheck;
import org.brixianode.node.check.StowCheck;
import org.brixianode.node.check.TlsCheck;
import org.brixianode.node.check.WebCheck;
import org.brixianode.ops.audit.SyslogProbe;
import org.brixianode.ops.notify.Channels;
import org.brixianode.pixels.DecoderCheck;
import org.brixianode.priors.PriorsConfig;
import org.brixianode.send.Courier;
import org.brixianode.send.Destination;
import org.brixianode.send.Reachability;
import org.brixianode.study.FailureText;
import org.brixianode.study.FileProblem;
import org.brixianode.study.SafeText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code check}: checks everything that a start needs. */
@Command(
        name = "check",
        description = {
            "Check everything that a start needs, and the destinations.",
            "Configuration, TLS stores, folders, disk, database, decoders, model, ports, destinations, PACS of earlier radiographs and syslog server: every check runs, also while a node runs; the exit code is that of the first failure."
        })
final class CheckCommand implements Callable<Integer> {

    /** One check; returns a description of the result. */
    @FunctionalInterface
    private interface Attempt {
        String run() throws Exception;
    }

    /** What a peer answers may be hostile. */
    private static final int MAX_LINE = 4000;

    @Mixin private ConfigOption config;

    private ExitCode exitCode = ExitCode.OK;

    @Override
    public Integer call() throws Exception {
        NodeConfig node = config.read();
        System.out.println("configuration  ok: " + config.source());
        tls(TlsCheck.of(node, Clock.systemUTC().instant()));
        runCheck("storage", ExitCode.STORAGE, () -> StorageCheck.run(node));
        DatabaseCheck database = new DatabaseCheck();
        runCheck("database", ExitCode.DATABASE, () -> database.run(node.queue()));
        runCheck("intake", ExitCode.FAILED, () -> IntakeLine.check(node));
        decoders(DecoderCheck.run());
        runCheck("model", ExitCode.MODEL, () -> ModelCheck.run(node.score()));
        runCheck("port", ExitCode.PORT, () -> PortCheck.run(node, database.nodeRuns()));
        runCheck("web port", ExitCode.PORT, () -> WebCheck.run(node, database.nodeRuns()));
        if (node.stow().isPresent()) {
            runCheck("stow port", ExitCode.PORT, () -> StowCheck.run(node, database.nodeRuns()));
        }
        for (Destination destination : node.destinations()) {
            runCheck(
                    "destination " + destination.name(),
                    ExitCode.PEER,
                    () -> echo(node, destination));
        }
        if (node.destinations().isEmpty()) {
            System.out.println(
                    "destinations   none: results will stay in " + node.storage().folder());
        }
        node.priors().search().ifPresent(search -> priors(node, search));
        List<String> notified = Channels.describe(node.notifications());
        print(
                "notifications",
                notified.isEmpty()
                        ? "none"
                        : String.join("; ", notified) + " (not tried: brixia-node notify-test)");
        node.notifications()
                .mail()
                .ifPresent(
                        mail -> runCheck("mail server", ExitCode.PEER, () -> MailCheck.run(mail)));
        node.audit()
                .syslog()
                .ifPresent(
                        server -> runCheck("syslog", ExitCode.PEER, () -> SyslogProbe.run(server)));
        return exitCode.code();
    }

    private void tls(TlsCheck check) {
        check.opened().forEach(what -> print("tls", "ok: stores of " + what));
        check.remarks().forEach(remark -> print("tls", "WARNING: " + remark));
        check.problems().forEach(problem -> fail("tls", ExitCode.CONFIGURATION, problem));
    }

    private void priors(NodeConfig node, PriorsConfig search) {
        PriorsCheck.remark(node, search).ifPresent(remark -> print("priors", "WARNING: " + remark));
        runCheck("priors", ExitCode.PEER, () -> PriorsCheck.run(search));
    }

    private static void decoders(List<DecoderCheck.Failure> failures) {
        failures.forEach(failure -> print("decoders", "WARNING: " + failure));
        int working = DecoderCheck.names().size() - failures.size();
        print("decoders", "ok: " + working + " compressed transfer syntaxes, self-test passed");
    }

    private void runCheck(String what, ExitCode onFailure, Attempt runCheck) {
        try {
            print(what, "ok: " + runCheck.run());
        } catch (IOException e) {
            fail(what, onFailure, FileProblem.text(e));
        } catch (Exception e) {
            fail(what, onFailure, FailureText.of(e));
        }
    }

    private void fail(String what, ExitCode code, String problem) {
        print(what, "FAILED: " + problem);
        exitCode = exitCode == ExitCode.OK ? code : exitCode;
    }

    private static void print(String what, String found) {
        System.out.println("%-14s %s".formatted(what, SafeText.line(found, MAX_LINE)));
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
