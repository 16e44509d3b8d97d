package org.brixianode.report.module;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * The one moment that all dates and times of a result object name, in the time zone that the object
 * declares.
 *
 * <p>Timezone Offset From UTC (0008,0201) holds for every date and time of the object (PS3.3
 * C.12.1.1.8), those taken over from the source included; so where the source declares an offset,
 * that one is kept. Else it is the offset that the configured zone had when the image was taken,
 * which may be another one than at the moment of scoring, as in summer.
 *
 * @param at the moment with its offset
 * @param zone where the node stands; times at which images were taken are its local times
 * @param declared whether the source declares the offset
 */
public record ContentTime(OffsetDateTime at, ZoneId zone, boolean declared) {

    private static final DateTimeFormatter DATE = pattern("uuuuMMdd");
    private static final DateTimeFormatter TIME = pattern("HHmmss");
    private static final DateTimeFormatter OFFSET = pattern("xx");
    private static final DateTimeFormatter TEXT = pattern("uuuu-MM-dd HH:mm");

    private static DateTimeFormatter pattern(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    }

    /**
     * @param instant the moment of scoring
     * @param sourceOffset the source's (0008,0201), or else the one of its Acquisition DateTime
     *     (0008,002A); ignored where it is not of the form {@code +HHMM} or out of range
     * @param zone where the node stands
     * @param takenAt when the image was taken, local time of the zone
     */
    public static ContentTime of(
            Instant instant,
            Optional<String> sourceOffset,
            ZoneId zone,
            Optional<LocalDateTime> takenAt) {
        Optional<ZoneOffset> declared = sourceOffset.flatMap(ContentTime::parseOffset);
        ZoneOffset offset =
                declared.orElseGet(
                        () ->
                                takenAt.map(zone.getRules()::getOffset)
                                        .orElseGet(() -> zone.getRules().getOffset(instant)));
        return new ContentTime(instant.atOffset(offset), zone, declared.isPresent());
    }

    /** Another moment, in the same offset. */
    public ContentTime at(Instant other) {
        return new ContentTime(other.atOffset(at.getOffset()), zone, declared);
    }

    /**
     * When an image was taken, for people, to the minute. Where this object's source declares an
     * offset, in that offset, which is named; else as the headers have it.
     *
     * @param takenAt local time of the zone
     */
    public String imageTime(LocalDateTime takenAt) {
        return declared
                ? TEXT.format(takenAt.atZone(zone).withZoneSameInstant(at.getOffset()))
                        + " "
                        + offset()
                : TEXT.format(takenAt);
    }

    private static Optional<ZoneOffset> parseOffset(String text) {
        if (!text.matches("[+-][0-9]{2}:?[0-9]{2}")) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZoneOffset.of(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** VR DA. */
    public String date() {
        return DATE.format(at);
    }

    /** VR TM, whole seconds. */
    public String time() {
        return TIME.format(at);
    }

    /** VR SH of (0008,0201), for example {@code +0100}. */
    public String offset() {
        return OFFSET.format(at);
    }

    /** For people, to the minute, with the offset. */
    public String text() {
        return TEXT.format(at) + " " + offset();
    }
}
