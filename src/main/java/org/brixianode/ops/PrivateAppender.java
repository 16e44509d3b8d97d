package org.brixianode.ops;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.brixianode.study.PrivateFiles;

/** A rolling file appender whose files only their owner can read. */
public final class PrivateAppender extends RollingFileAppender<ILoggingEvent> {

    /** Called for the first file and after each roll-over. */
    @Override
    public void openFile(String name) throws IOException {
        Path file = Path.of(name).toAbsolutePath();
        PrivateFiles.createFolders(Objects.requireNonNull(file.getParent()));
        PrivateFiles.createFile(file);
        PrivateFiles.restrict(file);
        super.openFile(name);
    }
}
