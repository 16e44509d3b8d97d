package org.brixianode.ops;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Sets the level of the log and writes it to {@code brixia-node.log} beside standard error. */
public final class LogFile {

    /** Logger of the node's own packages. */
    static final String NODE = "org.brixianode";

    private static final String NAME = "brixia-node";

    /** The layout of standard error in logback.xml. */
    static final String LINE =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSX, UTC} %-5level %logger{0} - %msg%n%ex";

    /**
     * @param folder created if missing, unless there is no file
     * @throws IOException if the log cannot be written there
     */
    public static void open(Path folder, LogConfig config) throws IOException {
        open((LoggerContext) LoggerFactory.getILoggerFactory(), folder, config);
    }

    static void open(LoggerContext context, Path folder, LogConfig config) throws IOException {
        context.getLogger(NODE)
                .setLevel(ch.qos.logback.classic.Level.toLevel(config.level().name()));
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAppender(NAME);
        if (config.file()) {
            RollingFile file =
                    new RollingFile(
                            folder, NAME, config.keep(), config.fileBytes(), config.totalBytes());
            root.addAppender(file.open(context, LINE));
        }
    }

    private LogFile() {}
}
