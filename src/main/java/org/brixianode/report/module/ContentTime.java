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
 * The instant of all dates and times of a result object, in the time zone that the object declares.
 *
 * <p>Timezone Offset From UTC (0008,0201) applies to every date and time of the object (PS3.3
 * C.12.1.1.8), including those copied from the source; therefore the source's offset is kept. If
 * there is none, the offset of the configured zone at the acquisition is used, which may differ
 * from that at scoring because of daylight saving time.
 *
 * @param at the instant with its offset
 * @param zone the node's time zone, in which acquisition times are given
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
     * @param instant time of scoring
     * @param sourceOffset the source's (0008,0201), or else the one of its Acquisition DateTime
     *     (0008,002A); ignored if it is not of the form {@code +HHMM} or out of range
     * @param zone the node's time zone
     * @param takenAt time of the acquisition, local time of the zone
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

    /** Another instant in the same offset. */
    public ContentTime at(Instant other) {
        return new ContentTime(other.atOffset(at.getOffset()), zone, declared);
    }

    /**
     * Formats an acquisition time to the minute for display. If this object's source declares an
     * offset, the time is in that offset, which is shown; else as in the header.
     *
     * @param takenAt local time of the zone
     */
    public String imageTime(LocalDateTime takenAt) {
        return TEXT.format(shown(takenAt)) + (declared ? " " + offset() : "");
    }

    /** The acquisition time as it is shown: in the declared offset, or else in the node's zone. */
    LocalDateTime shown(LocalDateTime takenAt) {
        return declared
                ? takenAt.atZone(zone).withZoneSameInstant(at.getOffset()).toLocalDateTime()
                : takenAt;
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

    /** The instant to the minute with the offset, for display. */
    public String text() {
        return TEXT.format(at) + " " + offset();
    }
}
