package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.brixianode.queue.TestJobs.MODEL;
import static org.brixianode.queue.TestJobs.T0;
import static org.brixianode.queue.TestJobs.uid;

import java.net.InetAddress;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.brixianode.study.Job;
import org.brixianode.study.Patient;
import org.brixianode.study.PersonFacts;
import org.brixianode.study.ReceivedInstance;
import org.junit.jupiter.api.Test;

/** The trail of a job, and the course of its patient's scores. */
final class JobTrailTest extends QueueTestBase {

    private static final String KEY = "p".repeat(64);
    private static final LocalDateTime DAY = LocalDateTime.of(2026, 3, 1, 8, 0);

    private Job scored(int n, Optional<Patient> patient, LocalDateTime takenAt) throws Exception {
        Job job = TestJobs.running(queue, n);
        TestJobs.complete(
                queue,
                job,
                TestJobs.result(n, MODEL, T0, patient, Optional.of(takenAt)),
                "{}",
                TestJobs.reportAndHeatmap(n, "pacs"));
        return job;
    }

    private List<PatientResults.Entry> course(int n) throws Exception {
        return new PatientResults(database).ofPatientOf(uid(n));
    }

    @Test
    void keepsThePeersAddressAndTheTimesOfEachDelivery() throws Exception {
        ReceivedInstance plain = TestJobs.instance(1);
        queue.enqueue(
                new ReceivedInstance(
                        plain.ref(),
                        plain.transferSyntaxUid(),
                        plain.callingAe(),
                        plain.calledAe(),
                        plain.file(),
                        plain.sizeBytes(),
                        plain.contentDigest(),
                        plain.receivedAt(),
                        Optional.of(InetAddress.getByName("10.0.0.7"))));
        TestJobs.offer(queue, TestJobs.instance(1, "other"));
        Job job = queue.claim(1, TestJobs.LATER, TestJobs.LATER).get(0);
        TestJobs.complete(
                queue, job, TestJobs.result(1), "{}", TestJobs.reportAndHeatmap(1, "pacs"));
        DeliveryRecord due = outbox.claim("pacs", 1, TestJobs.LATER, TestJobs.LATER).get(0);
        outbox.retryAt(due.claim(), TestJobs.LATER, OptionalInt.of(0xA700), "full");

        JobTrail trail = new JobTrails(database).of(job.id()).orElseThrow();

        assertThat(trail.job().instance().sender()).contains(InetAddress.getByName("10.0.0.7"));
        assertThat(trail.claimedAt()).contains(TestJobs.LATER);
        assertThat(trail.results()).hasSize(1);
        assertThat(trail.objects()).hasSize(2);
        assertThat(trail.conflicts()).extracting(Conflict::contentDigest).containsExactly("other");
        assertThat(trail.deliveries())
                .isNotEmpty()
                .allMatch(step -> step.waitingSince().isPresent());
        assertThat(trail.deliveries().get(0).delivery().lastStatus()).hasValue(0xA700);
        assertThat(new JobTrails(database).of(999_999)).isEmpty();
    }

    @Test
    void theCourseHasTheLatestRunOfEachImageOfThePatient() throws Exception {
        Patient patient = new Patient(KEY, PersonFacts.of(KEY, "DOE^JOHN", "19400101", "M"));
        Patient other = new Patient(KEY, PersonFacts.of(KEY, "ROE^MARY", "19850606", "F"));
        Job second = scored(2, Optional.of(patient), DAY);
        scored(1, Optional.of(patient), DAY.minusDays(3));
        scored(3, Optional.of(other), DAY.minusDays(2));
        scored(4, Optional.of(new Patient("q".repeat(64))), DAY.minusDays(1));

        assertThat(course(2))
                .extracting(entry -> entry.result().sourceSopInstanceUid())
                .containsExactly(uid(1), uid(2));
        assertThat(course(2).get(1).job()).isEqualTo(OptionalLong.of(second.id()));
        assertThat(course(4)).hasSize(1);
        assertThat(course(5)).isEmpty();
    }

    @Test
    void aRescoredImageIsInTheCourseOnce() throws Exception {
        Job job = scored(1, Optional.of(new Patient(KEY)), DAY);
        database.run("sent", sql -> sql.update("UPDATE delivery SET state = 'SENT'"));
        admin.rescore(job.id(), T0, Optional.empty());
        Job again = queue.claim(1, TestJobs.LATER, TestJobs.LATER).get(0);
        TestJobs.complete(
                queue,
                again,
                TestJobs.run(
                        2,
                        TestJobs.result(
                                1,
                                TestJobs.NEXT_MODEL,
                                T0.plus(Duration.ofHours(2)),
                                Optional.of(new Patient(KEY)),
                                Optional.of(DAY))),
                "{}",
                List.of());
        assertThat(course(1)).extracting(entry -> entry.result().run()).containsExactly(2);
    }
}
