package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.brixianode.study.Acquisition;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.OutgoingObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests for storage commitment and what follows from the reports, or from none. */
final class CommitmentsTest extends QueueTestBase {

    private static final Instant SENT = TestJobs.LATER;
    private static final Instant AGAIN = SENT.plus(Duration.ofHours(1));
    private static final Commitments.FollowUp TWICE =
            new Commitments.FollowUp(SENT.plusSeconds(30), 2);

    private Commitments commitments;
    private Job job;
    private String uid;

    @BeforeEach
    void send() throws Exception {
        commitments = new Commitments(database);
        job = jobWithReport(1, "pacs");
        sendAgain();
        uid = delivery().object().ref().sopInstanceUid();
    }

    private void sendAgain() throws Exception {
        DeliveryRecord claimed =
                outbox.claim("pacs", 1, SENT.plusSeconds(60), SENT.plusSeconds(120)).get(0);
        outbox.deliveredUncommitted(claimed.claim(), OptionalInt.of(0), SENT);
    }

    private DeliveryRecord delivery() throws Exception {
        return outbox.ofJob(job.id()).get(0);
    }

    private List<OutgoingObject> ask(String transaction, Instant now) throws Exception {
        return commitments.ask("pacs", transaction, 10, now, now.plus(Duration.ofHours(1)));
    }

    private Commitments.Change report(
            String destination, String transaction, Set<String> kept, Map<String, String> failed)
            throws Exception {
        return commitments.report(destination, transaction, kept, failed, TWICE);
    }

    private boolean isPurged() throws Exception {
        return !new JobAdmin(database)
                .purge(
                        new PurgeFilter(
                                EnumSet.of(JobState.SCORED), SENT.plus(Duration.ofDays(9)), 9))
                .isEmpty();
    }

    @Test
    void aReportCommitsWhatWasAsked() throws Exception {
        assertThat(ask("2.25.1", SENT))
                .extracting(object -> object.ref().sopInstanceUid())
                .containsExactly(uid);
        assertThat(isPurged()).as("before the report").isFalse();
        Commitments.Change change = report("pacs", "2.25.1", Set.of(uid, "1.2.3.4711"), Map.of());
        assertThat(change.known()).isTrue();
        assertThat(change.committed()).containsExactly(uid);
        assertThat(delivery().state()).isEqualTo(DeliveryState.COMMITTED);
        assertThat(commitments.oldestAwaited()).isEmpty();
        assertThat(report("pacs", "2.25.1", Set.of(uid), Map.of()).committed())
                .as("the same report again")
                .isEmpty();
        assertThat(isPurged()).isTrue();
    }

    /** The result may be that of a content that was replaced since: it is not sent again. */
    @Test
    void aFailureAfterASuccessIsToldAndChangesNothing() throws Exception {
        ask("2.25.1", SENT);
        report("pacs", "2.25.1", Set.of(uid), Map.of());
        Map<String, String> failed = Map.of(uid, "no such object", "1.2.3.4711", "no such object");
        Commitments.Change change = report("pacs", "2.25.1", Set.of(), failed);
        assertThat(change.revoked()).containsExactly(uid);
        assertThat(change.reopened()).isEmpty();
        assertThat(change.parked()).isEmpty();
        assertThat(delivery().state()).isEqualTo(DeliveryState.COMMITTED);
    }

    @Test
    void aReportThatNobodyAskedForChangesNothing() throws Exception {
        ask("2.25.1", SENT);
        assertThat(report("pacs", "2.25.2", Set.of(uid), Map.of()).known()).isFalse();
        assertThat(report("archive", "2.25.1", Set.of(uid), Map.of()).known()).isFalse();
        assertThat(delivery().state()).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void withoutAReportItIsAskedAgainAndALateReportCounts() throws Exception {
        ask("2.25.1", SENT);
        assertThat(ask("2.25.2", AGAIN.minusMillis(1))).isEmpty();
        assertThat(ask("2.25.3", AGAIN)).hasSize(1);
        assertThat(commitments.oldestAwaited()).containsExactly(Map.entry("pacs", SENT));
        assertThat(report("pacs", "2.25.1", Set.of(uid), Map.of()).committed())
                .containsExactly(uid);
    }

    @Test
    void whatTheDestinationHasNotIsSentAgainAndParkedInTheEnd() throws Exception {
        ask("2.25.1", SENT);
        assertThat(report("pacs", "2.25.1", Set.of(), Map.of(uid, "no such object")).reopened())
                .containsExactly(uid);
        assertThat(delivery().state()).isEqualTo(DeliveryState.WAITING);
        assertThat(delivery().nextAttemptAt()).isEqualTo(TWICE.at());
        assertThat(delivery().lastError()).contains("stored, but not committed: no such object");

        sendAgain();
        ask("2.25.2", SENT);
        assertThat(report("pacs", "2.25.1", Set.of(), Map.of(uid, "no such object")).reopened())
                .as("the report of an earlier request")
                .isEmpty();
        assertThat(report("pacs", "2.25.2", Set.of(), Map.of(uid, "no such object")).parked())
                .containsExactly(uid);
        assertThat(delivery().state()).isEqualTo(DeliveryState.PARKED);
        assertThat(isPurged()).isFalse();

        outbox.retryAll("pacs", SENT);
        sendAgain();
        ask("2.25.4", SENT);
        assertThat(report("pacs", "2.25.4", Set.of(), Map.of(uid, "no such object")).reopened())
                .as("an operator's retry counts anew")
                .containsExactly(uid);
    }

    /** It accepted the object, and may have it in spite of the report. */
    @Test
    void whatWasStoredAndNotCommittedIsRejectedAfterACorrection() throws Exception {
        ask("2.25.1", SENT);
        report("pacs", "2.25.1", Set.of(), Map.of(uid, "processing failure"));
        queue.changes()
                .replace(
                        TestJobs.instance(1, "fixed"),
                        SENT,
                        false,
                        Optional.empty(),
                        Acquisition.UNKNOWN);

        assertThat(queue.rejected().of(job)).hasSize(1);
    }

    @Test
    void aRequestThatFailedIsRepeatedAtItsTime() throws Exception {
        ask("2.25.1", SENT);
        commitments.postpone("2.25.1", SENT.plusSeconds(5), "refused with 0x0110", false);
        assertThat(commitments.makeUnansweredDueNow("pacs", SENT)).as("refused").isZero();
        assertThat(ask("2.25.2", SENT.plusSeconds(4))).isEmpty();
        assertThat(ask("2.25.3", SENT.plusSeconds(5))).hasSize(1);
        assertThat(delivery().lastError()).contains("refused with 0x0110");
    }

    @Test
    void whatTheDestinationDidNotAnswerIsAskedAgainWhenItIsReached() throws Exception {
        ask("2.25.1", SENT);
        assertThat(commitments.makeUnansweredDueNow("pacs", SENT)).as("a report may come").isZero();
        commitments.postpone("2.25.1", AGAIN, "no connection", true);
        assertThat(commitments.makeUnansweredDueNow("archive", SENT)).isZero();
        assertThat(commitments.makeUnansweredDueNow("pacs", SENT.plusSeconds(5))).isEqualTo(1);
        assertThat(ask("2.25.2", SENT.plusSeconds(4))).isEmpty();
        assertThat(ask("2.25.3", SENT.plusSeconds(5))).hasSize(1);
        assertThat(commitments.makeUnansweredDueNow("pacs", SENT)).as("asked again").isZero();
    }

    @Test
    void whereItIsNotOfferedWhatWasSentIsDelivered() throws Exception {
        ask("2.25.1", SENT);
        assertThat(commitments.notOffered("pacs")).isEqualTo(1);
        assertThat(delivery().state()).isEqualTo(DeliveryState.SENT);
        assertThat(ask("2.25.2", AGAIN)).isEmpty();
        assertThat(isPurged()).isTrue();
    }
}
