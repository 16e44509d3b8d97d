package org.brixianode.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.brixianode.ops.AlarmKind;
import org.brixianode.queue.WorkFigures;
import org.brixianode.study.StageException;

/**
 * Nothing has arrived for a while in which images usually come. The silence, from the last
 * reception to now, is compared with the same hours of the same weekdays of the last four weeks: it
 * is an alarm if in each of at least three of them images came, and on average as many as
 * configured. A Sunday without images is none, since earlier Sundays had none either.
 */
final class NothingReceived implements Condition {

    private static final int WEEKS = 4;
    private static final int LEAST_WEEKS = 3;

    /** Every week must have had at least this share of the average. */
    private static final double LEAST_SHARE = 0.25;

    /** Of a longer silence, only the last part is compared. */
    private static final Duration LONGEST = Duration.ofDays(3);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEEE HH:mm", Locale.ENGLISH);

    private final WorkFigures figures;
    private final ZoneId zone;
    private final Instant started;
    private final Supplier<WatchConfig> config;

    /**
     * @param started start of the node: what did not come before is not missed
     */
    NothingReceived(
            WorkFigures figures, ZoneId zone, Instant started, Supplier<WatchConfig> config) {
        this.figures = figures;
        this.zone = zone;
        this.started = started;
        this.config = config;
    }

    @Override
    public List<Finding> check(Instant now) throws StageException {
        Instant from = latest(started, now.minus(LONGEST), figures.lastReceived().orElse(started));
        if (!from.isBefore(now)) {
            return List.of();
        }
        OptionalLong usual = usual(from, now);
        return usual.isEmpty() ? List.of() : List.of(finding(usual.getAsLong(), from));
    }

    private static Instant latest(Instant... instants) {
        return List.of(instants).stream().max(Instant::compareTo).orElseThrow();
    }

    /** The average of the same period in earlier weeks, if that many images are to be expected. */
    private OptionalLong usual(Instant from, Instant now) throws StageException {
        Instant known = figures.firstReceived().orElse(now);
        List<Long> weeks = new ArrayList<>();
        for (int week = 1; week <= WEEKS; week++) {
            Instant start = earlier(from, week);
            if (!start.isBefore(known)) {
                weeks.add(figures.received(start, earlier(now, week)));
            }
        }
        double mean = weeks.stream().mapToLong(count -> count).average().orElse(0);
        boolean steady = weeks.stream().allMatch(count -> count >= LEAST_SHARE * mean);
        return weeks.size() >= LEAST_WEEKS && steady && mean >= config.get().samples().missed()
                ? OptionalLong.of(Math.round(mean))
                : OptionalLong.empty();
    }

    /** The same local time, weeks earlier. */
    private Instant earlier(Instant at, int weeks) {
        return ZonedDateTime.ofInstant(at, zone).minusWeeks(weeks).toInstant();
    }

    private Finding finding(long usual, Instant from) {
        return Finding.ofNode(
                AlarmKind.NOTHING_RECEIVED,
                from,
                "nothing has been received since %s, when usually about %d images come. Look whether the PACS or the modalities still send to this node"
                        .formatted(TIME.format(from.atZone(zone)), usual));
    }
}
