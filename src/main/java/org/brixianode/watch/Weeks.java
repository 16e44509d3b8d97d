package org.brixianode.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The last seven days, and the whole weeks before them. Both hold as many nights and weekends, in
 * which other images come than on working days.
 *
 * @param from begin of the earlier weeks
 * @param middle their end, and begin of the last seven days
 * @param until end of the last seven days
 */
record Weeks(Instant from, Instant middle, Instant until) {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final long MOST_EARLIER = 3;

    /**
     * @param known since when images are known
     * @return empty if no whole week before the last seven days is known
     */
    static Optional<Weeks> before(Instant now, Instant known) {
        Instant middle = now.minus(WEEK);
        long earlier = Math.min(MOST_EARLIER, Duration.between(known, middle).dividedBy(WEEK));
        return earlier < 1
                ? Optional.empty()
                : Optional.of(new Weeks(middle.minus(WEEK.multipliedBy(earlier)), middle, now));
    }

    /** Such as "the 3 weeks before". */
    String earlierInWords() {
        long weeks = Duration.between(from, middle).dividedBy(WEEK);
        return weeks == 1 ? "the week before" : "the " + weeks + " weeks before";
    }
}
