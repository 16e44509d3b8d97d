package org.brixianode.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.read.ListAppender;
import ch.qos.logback.core.spi.AppenderAttachable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** The log configuration as shipped, with what a peer might put into a message. */
final class SafeLogTest {

    private static final String FORGED =
            "X\n2026-01-01T00:00:00.000Z INFO  Node - all is well\r\u001b[2J\u202e\u2028\u0085";

    /** What the shipped configuration writes for one warning. */
    private static String written(String message, Throwable failure, Object... arguments)
            throws Exception {
        LoggerContext context = new LoggerContext();
        JoranConfigurator shipped = new JoranConfigurator();
        shipped.setContext(context);
        shipped.doConfigure(SafeLogTest.class.getResource("/logback.xml"));
        Logger logger = context.getLogger("org.brixianode.Test");
        ListAppender<ILoggingEvent> events = new ListAppender<>();
        events.start();
        context.getLogger("ROOT").addAppender(events);
        Object[] all = java.util.Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = failure;
        logger.warn(message, all);
        @SuppressWarnings("unchecked")
        ConsoleAppender<ILoggingEvent> console =
                (ConsoleAppender<ILoggingEvent>)
                        ((AppenderAttachable<ILoggingEvent>) context.getLogger("ROOT"))
                                .getAppender("STDERR");
        Encoder<ILoggingEvent> encoder = console.getEncoder();
        String text = new String(encoder.encode(events.list.get(0)), StandardCharsets.UTF_8);
        context.stop();
        return text;
    }

    @Test
    void aMessageIsOneLine() throws Exception {
        String text = written("rejected {}", null, FORGED);

        assertThat(text).endsWith("\n");
        assertThat(text.strip()).matches("[\\x20-\\x7e]+").contains("rejected X?2026-01-01");
    }

    @Test
    void aMessageHasABoundedLength() throws Exception {
        assertThat(written("{}", null, "x".repeat(100_000))).hasSizeLessThan(8100);
    }

    @Test
    void messagesOfExceptionsForgeNoLines() throws Exception {
        IOException failure = new IOException(FORGED, new IllegalStateException("cause " + FORGED));
        failure.addSuppressed(new IllegalArgumentException("suppressed " + FORGED));
        String text = written("failed", failure);

        assertThat(text)
                .contains("java.io.IOException: X?2026", "cause X?2026", "suppressed X?2026")
                .contains("\tat org.brixianode.ops.SafeLogTest")
                .doesNotContain("\u001b", "\r", "\u202e", "\u2028", "\u0085");
        assertThat(text.lines().filter(line -> line.startsWith("2026-01-01"))).isEmpty();
    }
}
