package org.brixianode.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrivateAppenderTest {

    @TempDir Path parent;

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void itsFilesAreItsOwnersAlsoAfterARollOver() throws IOException {
        Path folder = parent.resolve("audit");
        Path file = folder.resolve("audit.log");
        LoggerContext context = new LoggerContext();
        PrivateAppender appender = new PrivateAppender();
        appender.setContext(context);
        appender.setFile(file.toString());
        FixedWindowRollingPolicy window = new FixedWindowRollingPolicy();
        window.setContext(context);
        window.setParent(appender);
        window.setFileNamePattern(folder.resolve("audit-%i.log").toString());
        window.start();
        SizeBasedTriggeringPolicy<ch.qos.logback.classic.spi.ILoggingEvent> size =
                new SizeBasedTriggeringPolicy<>();
        size.setContext(context);
        size.start();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%msg%n");
        encoder.start();
        appender.setRollingPolicy(window);
        appender.setTriggeringPolicy(size);
        appender.setEncoder(encoder);

        appender.start();
        assertThat(mode(folder)).isEqualTo("rwx------");
        assertThat(mode(file)).isEqualTo("rw-------");
        appender.rollover();
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(mode(folder.resolve("audit-1.log"))).isEqualTo("rw-------");
        appender.stop();
    }

    @Test
    void aFileOfAnOlderInstallationIsRestricted() throws IOException {
        Path file = Files.createFile(parent.resolve("audit.log"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        PrivateAppender appender = new PrivateAppender();
        appender.setContext(new LoggerContext());
        appender.openFile(file.toString());
        assertThat(mode(file)).isEqualTo("rw-------");
        appender.stop();
    }
}
