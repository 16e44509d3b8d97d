package org.brixianode.report.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ContentTimeTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final Instant IN_NOVEMBER = Instant.parse("2026-11-28T17:00:00Z");

    /** Local times of New York. */
    private static final LocalDateTime IN_JUNE = LocalDateTime.of(2026, 6, 15, 10, 0);

    private static ContentTime time(String offset, LocalDateTime takenAt) {
        return ContentTime.of(
                IN_NOVEMBER, Optional.ofNullable(offset), NEW_YORK, Optional.ofNullable(takenAt));
    }

    /** 1 September 01:00 in Tokyo is 31 August 12:00 in New York. */
    @Test
    void anImageKeepsTheDayOfItsOwnClock() {
        LocalDateTime inNewYork = LocalDateTime.of(2026, 8, 31, 12, 0);
        assertThat(time("+0900", inNewYork).imageTime(inNewYork))
                .isEqualTo("2026-09-01 01:00 +0900");
        assertThat(time("+0900", inNewYork).text()).isEqualTo("2026-11-29 02:00 +0900");
    }

    @Test
    void withoutAnOffsetTheHeadersTimeStands() {
        assertThat(time(null, IN_JUNE).imageTime(IN_JUNE)).isEqualTo("2026-06-15 10:00");
    }

    /** The offset holds for the dates taken over from the image too. */
    @Test
    void withoutAnOffsetThatOfTheImagesDayIsDeclared() {
        ContentTime summer = time(null, IN_JUNE);
        assertThat(summer.offset()).isEqualTo("-0400");
        assertThat(summer.at().toInstant()).isEqualTo(IN_NOVEMBER);
        assertThat(summer.date() + summer.time()).isEqualTo("20261128130000");
        assertThat(time(null, null).offset()).isEqualTo("-0500");
    }

    @Test
    void anOffsetThatIsNoneIsPassedOver() {
        assertThat(time("+9900", IN_JUNE).declared()).isFalse();
        assertThat(time("east", IN_JUNE).offset()).isEqualTo("-0400");
    }

    @Test
    void anotherMomentHasTheSameOffset() {
        assertThat(time("+0900", IN_JUNE).at(Instant.EPOCH).text())
                .isEqualTo("1970-01-01 09:00 +0900");
    }
}
