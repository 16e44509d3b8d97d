package org.brixianode.ops;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import org.brixianode.study.SafeText;

/**
 * A log message as one line of bounded length: whatever a peer or a file wrote into it, it forges
 * no second line and drives no terminal.
 */
public final class SafeMessageConverter extends MessageConverter {

    static final int LONGEST = 8000;

    @Override
    public String convert(ILoggingEvent event) {
        return SafeText.line(super.convert(event), LONGEST);
    }
}
