package org.brixianode.ops;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.TimeBasedRollingPolicy;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Sends the audit trail to files of its own, one a day. */
public final class AuditFile {

    private static final int DAYS_KEPT = 400;

    /**
     * @param folder made where missing
     */
    public static void open(Path folder) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        RollingFileAppender<ILoggingEvent> appender = new PrivateAppender();
        appender.setContext(context);
        appender.setName("AUDIT");
        appender.setFile(folder.resolve("audit.log").toString());

        TimeBasedRollingPolicy<ILoggingEvent> days = new TimeBasedRollingPolicy<>();
        days.setContext(context);
        days.setParent(appender);
        days.setFileNamePattern(folder.resolve("audit-%d{yyyy-MM-dd}.log").toString());
        days.setMaxHistory(DAYS_KEPT);
        days.start();

        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %msg%n");
        encoder.start();

        appender.setRollingPolicy(days);
        appender.setEncoder(encoder);
        appender.start();
        Logger audit = context.getLogger(Audit.LOGGER);
        audit.setAdditive(false);
        audit.setLevel(ch.qos.logback.classic.Level.INFO);
        audit.addAppender(appender);
    }

    private AuditFile() {}
}
