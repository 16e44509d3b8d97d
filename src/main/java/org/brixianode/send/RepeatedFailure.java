package org.brixianode.send;

import java.util.Optional;

/** Tells the first of a row of equal failures from those that repeat it. Used by one thread. */
final class RepeatedFailure {

    private Optional<String> last = Optional.empty();
    private int count;

    /** Whether this failure is not the one before it again. */
    boolean isNews(Throwable failure) {
        String text = failure.getClass().getName() + ": " + failure.getMessage();
        boolean news = !last.equals(Optional.of(text));
        last = Optional.of(text);
        count++;
        return news;
    }

    /**
     * It worked.
     *
     * @return how many failures in a row this ended; empty if there was none
     */
    Optional<Integer> over() {
        Optional<Integer> ended = count == 0 ? Optional.empty() : Optional.of(count);
        last = Optional.empty();
        count = 0;
        return ended;
    }
}
