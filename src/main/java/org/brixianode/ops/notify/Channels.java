package org.brixianode.ops.notify;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.brixianode.study.FailureText;

/** The channels that are configured. */
public final class Channels {

    /**
     * The result of a test message.
     *
     * @param problem what is wrong; empty if the message was accepted
     */
    public record Tested(String channel, String target, Optional<String> problem) {}

    static List<Channel> of(NotifyConfig config) {
        List<Channel> channels = new ArrayList<>();
        config.mail().ifPresent(mail -> channels.add(new MailChannel(mail, config.trust())));
        config.webhook()
                .ifPresent(webhook -> channels.add(new WebhookChannel(webhook, config.trust())));
        return channels;
    }

    /** The channels as text, as in {@code e-mail to a@b.example by mail.example:587}. */
    public static List<String> describe(NotifyConfig config) {
        return of(config).stream().map(one -> one.name() + " to " + one.describe()).toList();
    }

    /**
     * Sends a test message on every channel.
     *
     * @param node the node's AE title
     */
    public static List<Tested> test(NotifyConfig config, String node, Instant now)
            throws InterruptedException {
        List<Tested> tested = new ArrayList<>();
        for (Channel one : of(config)) {
            tested.add(new Tested(one.name(), one.describe(), problem(one, node, now)));
        }
        return tested;
    }

    private static Optional<String> problem(Channel channel, String node, Instant now)
            throws InterruptedException {
        try {
            channel.send(Message.test(node, now));
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.of(FailureText.of(e));
        }
    }

    private Channels() {}
}
