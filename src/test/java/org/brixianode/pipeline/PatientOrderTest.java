package org.brixianode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.brixianode.study.Job;
import org.brixianode.study.Patient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which images wait for which. */
final class PatientOrderTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final Optional<Patient> ANN = Optional.of(new Patient("ann"));
    private static final Optional<Patient> BOB = Optional.of(new Patient("bob"));

    private final List<Integer> passed = new ArrayList<>();
    private final PatientOrder<Integer> order = new PatientOrder<>(passed::add);
    private final FakeJobs jobs = new FakeJobs();
    private List<Job> claimed;

    @BeforeEach
    void claim() throws Exception {
        for (int id = 1; id <= 3; id++) {
            jobs.add(id);
        }
        claimed = jobs.claim(3, NOW, NOW.plus(FakeJobs.LEASE));
        order.claimed(claimed);
    }

    private Job job(int number) {
        return claimed.get(number - 1);
    }

    @Test
    void aLaterImageOfThePatientWaitsUntilTheEarlierHasLeft() {
        order.decoded(job(1), ANN);
        order.decoded(job(2), ANN);
        order.ready(job(2), 2);
        assertThat(passed).isEmpty();
        assertThat(order.waiting()).containsExactly(job(2));
        order.ready(job(1), 1);
        assertThat(passed).containsExactly(1);
        order.released(job(1));
        assertThat(passed).containsExactly(1, 2);
        assertThat(order.waiting()).isEmpty();
    }

    @Test
    void anImageWaitsForOneThatIsNotDecodedYet() {
        order.decoded(job(2), ANN);
        order.ready(job(2), 2);
        assertThat(passed).as("job 1 may be of the same patient").isEmpty();
        order.decoded(job(1), BOB);
        assertThat(passed).containsExactly(2);
    }

    @Test
    void anEarlierImageThatIsNotScoredDoesNotBlockOthers() {
        order.decoded(job(2), ANN);
        order.ready(job(2), 2);
        order.released(job(1));
        assertThat(passed).containsExactly(2);
    }

    @Test
    void otherPatientsAndUnknownOnesPass() {
        order.decoded(job(1), ANN);
        order.decoded(job(2), BOB);
        order.decoded(job(3), Optional.empty());
        order.ready(job(3), 3);
        order.ready(job(2), 2);
        assertThat(passed).containsExactly(3, 2);
    }

    @Test
    void theFirstIsTheEarliestClaimedJob() {
        assertThat(order.isFirst(job(1))).isTrue();
        assertThat(order.isFirst(job(2))).isFalse();
        order.released(job(1));
        assertThat(order.isFirst(job(2))).isTrue();
    }

    @Test
    void aReleasedJobIsPassedOnToBeDiscarded() {
        order.released(job(1));
        order.ready(job(1), 1);
        assertThat(passed).as("behind those that are not decoded").isEmpty();
        order.decoded(job(2), ANN);
        order.decoded(job(3), ANN);
        assertThat(passed).containsExactly(1);
    }
}
