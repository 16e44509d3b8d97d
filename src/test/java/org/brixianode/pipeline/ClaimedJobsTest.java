package org.brixianode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.brixianode.study.Job;
import org.junit.jupiter.api.Test;

/** Jobs that neither a queue nor a thread has are found. */
final class ClaimedJobsTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ClaimedJobs claimed = new ClaimedJobs(4);
    private final FakeJobs jobs = new FakeJobs();

    private List<Job> found(List<Job> attended, int seconds) {
        return claimed.findUnattended(attended, NOW.plusSeconds(seconds), PATIENCE);
    }

    private Job claimed() throws Exception {
        jobs.add(1);
        Job job = jobs.claim(1, NOW, NOW.plus(PATIENCE)).get(0);
        claimed.add(List.of(job));
        return job;
    }

    @Test
    void aJobUnattendedForTooLongIsToBePutBack() throws Exception {
        Job job = claimed();
        assertThat(found(List.of(), 0)).as("perhaps on its way").isEmpty();
        assertThat(claimed.holds(job)).isTrue();
        assertThat(found(List.of(), 60)).containsExactly(job);
        assertThat(claimed.holds(job)).isFalse();
        assertThat(claimed.toPutBack()).containsExactly(job);
        assertThat(found(List.of(), 119)).as("found once").isEmpty();
    }

    @Test
    void aJobThatIsSeenBetweenIsNot() throws Exception {
        Job job = claimed();
        assertThat(found(List.of(), 0)).isEmpty();
        assertThat(found(List.of(job), 60)).isEmpty();
        assertThat(found(List.of(), 119)).isEmpty();
        assertThat(claimed.holds(job)).isTrue();
    }

    @Test
    void aLostClaimFreesItsPlaceWhenReleased() throws Exception {
        Job job = claimed();
        claimed.markLost(List.of(job));
        assertThat(claimed.isEmpty()).isFalse();
        found(List.of(), 0);
        assertThat(found(List.of(), 60)).containsExactly(job);
        assertThat(claimed.isEmpty()).isTrue();
    }
}
