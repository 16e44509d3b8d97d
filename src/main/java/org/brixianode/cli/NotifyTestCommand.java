package org.brixianode.cli;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.brixianode.config.NodeConfig;
import org.brixianode.ops.notify.Channels;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code notify-test}: sends a test message to those who are notified of alarms. */
@Command(
        name = "notify-test",
        description = "Send a test message by e-mail and webhook, as configured under notify.")
final class NotifyTestCommand implements Callable<Integer> {

    @Mixin private ConfigOption config;

    @Override
    public Integer call() throws Exception {
        NodeConfig node = config.read();
        List<Channels.Tested> tested =
                Channels.test(
                        node.notifications(),
                        node.receive().aeTitle().value(),
                        Clock.systemUTC().instant());
        if (tested.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "nobody is notified: set notify.mail.enabled or notify.webhook.enabled = true");
        }
        boolean allSent = true;
        for (Channels.Tested one : tested) {
            allSent &= one.problem().isEmpty();
            System.out.println(
                    "%-8s %s"
                            .formatted(
                                    one.channel(),
                                    one.problem()
                                            .map(problem -> "FAILED: " + problem)
                                            .orElse("ok: accepted for " + one.target())));
        }
        return allSent ? ExitCode.OK.code() : ExitCode.PEER.code();
    }
}
