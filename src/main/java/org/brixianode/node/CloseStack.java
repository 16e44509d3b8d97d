package org.brixianode.node;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes resources in the reverse order of their opening; a failure does not prevent closing the
 * others.
 */
final class CloseStack {

    private static final Logger LOG = LoggerFactory.getLogger(CloseStack.class);

    /** Closes one resource. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    private record Named(String name, Step step) {}

    private final Deque<Named> steps = new ArrayDeque<>();

    synchronized void add(String name, Step step) {
        steps.push(new Named(name, step));
    }

    /**
     * @param cause exception to which failures are added as suppressed; may be null
     */
    synchronized void closeAll(@Nullable Throwable cause) {
        while (!steps.isEmpty()) {
            Named next = steps.pop();
            long startNs = System.nanoTime();
            try {
                next.step().run();
            } catch (Exception e) {
                LOG.error("closing {} failed", next.name(), e);
                if (cause != null) {
                    cause.addSuppressed(e);
                }
            }
            LOG.debug("{} closed in {} ms", next.name(), (System.nanoTime() - startNs) / 1_000_000);
        }
    }
}
