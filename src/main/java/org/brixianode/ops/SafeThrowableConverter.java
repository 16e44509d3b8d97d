package org.brixianode.ops;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.Arrays;
import org.brixianode.study.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * Converts a stack trace so that each exception's message is one line, like {@link
 * SafeMessageConverter}.
 */
public final class SafeThrowableConverter extends ThrowableProxyConverter {

    @Override
    protected String throwableProxyToString(IThrowableProxy throwable) {
        return super.throwableProxyToString(new Safe(throwable));
    }

    /** An exception whose messages, and those of its causes, are sanitised. */
    private record Safe(IThrowableProxy of) implements IThrowableProxy {

        @Override
        public @Nullable String getMessage() {
            return safe(of.getMessage());
        }

        @Override
        public @Nullable String getOverridingMessage() {
            return safe(of.getOverridingMessage());
        }

        private static @Nullable String safe(@Nullable String message) {
            return message == null ? null : SafeText.line(message, SafeMessageConverter.LONGEST);
        }

        @Override
        public @Nullable IThrowableProxy getCause() {
            return of.getCause() == null ? null : new Safe(of.getCause());
        }

        @Override
        public IThrowableProxy @Nullable [] getSuppressed() {
            return of.getSuppressed() == null
                    ? null
                    : Arrays.stream(of.getSuppressed())
                            .map(Safe::new)
                            .toArray(IThrowableProxy[]::new);
        }

        @Override
        public String getClassName() {
            return of.getClassName();
        }

        @Override
        public StackTraceElementProxy[] getStackTraceElementProxyArray() {
            return of.getStackTraceElementProxyArray();
        }

        @Override
        public int getCommonFrames() {
            return of.getCommonFrames();
        }

        @Override
        public boolean isCyclic() {
            return of.isCyclic();
        }
    }
}
