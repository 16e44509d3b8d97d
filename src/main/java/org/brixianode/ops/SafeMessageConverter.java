package org.brixianode.ops;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import org.brixianode.study.SafeText;

/**
 * Converts a log message to one line of bounded length, so that text of a peer or a file cannot
 * forge a log line or control a terminal.
 */
public final class SafeMessageConverter extends MessageConverter {

    static final int LONGEST = 8000;

    @Override
    public String convert(ILoggingEvent event) {
        return SafeText.line(super.convert(event), LONGEST);
    }
}
