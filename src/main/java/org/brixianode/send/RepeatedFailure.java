package org.brixianode.send;

import java.util.Optional;

/**
 * Distinguishes the first of several equal consecutive failures from its repetitions. Used by one
 * thread.
 */
final class RepeatedFailure {

    private Optional<String> last = Optional.empty();
    private int count;

    /** Whether this failure differs from the previous one. */
    boolean isNew(Throwable failure) {
        String text = failure.getClass().getName() + ": " + failure.getMessage();
        boolean changed = !last.equals(Optional.of(text));
        last = Optional.of(text);
        count++;
        return changed;
    }

    /**
     * Ends the series after a success.
     *
     * @return the number of consecutive failures before; empty if there was none
     */
    Optional<Integer> end() {
        Optional<Integer> ended = count == 0 ? Optional.empty() : Optional.of(count);
        last = Optional.empty();
        count = 0;
        return ended;
    }
}
