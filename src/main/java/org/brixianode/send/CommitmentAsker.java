package org.brixianode.send;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.brixianode.dicom.CommitmentReport;
import org.brixianode.study.DurationText;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one destination to commit to the storage of what it has accepted (PS3.4 J). Used by one
 * thread, except for the reports that a courier receives.
 */
final class CommitmentAsker {

    private static final Logger LOG = LoggerFactory.getLogger(CommitmentAsker.class);

    private final BackOff backOff;
    private final int max;
    private final Outbox outbox;
    private final Clock clock;
    private int failures;
    private boolean absenceLogged;

    /**
     * @param max maximum number of objects of a request
     */
    CommitmentAsker(BackOff backOff, int max, Outbox outbox, Clock clock) {
        this.backOff = backOff;
        this.max = max;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Sends one request if objects are due.
     *
     * @return the kind of the answer; empty if there was no request
     */
    Optional<CommitmentAnswer.Kind> ask(Courier courier)
            throws StageException, InterruptedException {
        String destination = courier.destination();
        Optional<CommitmentRequest> due = outbox.askForCommitment(destination, max);
        if (due.isEmpty()) {
            return Optional.empty();
        }
        CommitmentRequest request = due.get();
        CommitmentAnswer answer =
                courier.askForCommitment(request, report -> record(courier, report));
        switch (answer.kind()) {
            case ACCEPTED -> accepted(courier, request);
            case NOT_OFFERED -> notOffered(courier);
            case REFUSED, UNANSWERED -> failed(request, answer);
        }
        return Optional.of(answer.kind());
    }

    private boolean record(Courier courier, CommitmentReport report) throws StageException {
        return outbox.committed(courier.destination(), report);
    }

    private void accepted(Courier courier, CommitmentRequest request) {
        LOG.debug(
                "{} is asked to commit to the storage of {} objects",
                courier.describe(),
                request.objects().size());
        if (failures > 0) {
            LOG.info("{} takes requests for storage commitment again", courier.describe());
        }
        failures = 0;
        absenceLogged = false;
    }

    private void notOffered(Courier courier) throws StageException {
        outbox.commitmentNotOffered(courier.destination());
        if (!absenceLogged) {
            absenceLogged = true;
            LOG.info(
                    "{} offers no storage commitment: what it accepts counts as delivered",
                    courier.describe());
        }
    }

    private void failed(CommitmentRequest request, CommitmentAnswer answer) throws StageException {
        failures++;
        Duration wait = backOff.after(failures, 0);
        Instant again = clock.instant().plus(wait);
        outbox.commitmentNotAsked(request, again, answer);
        if (failures == 1) {
            LOG.warn(
                    "{}; {} results are delivered but not committed, asked again in {}",
                    answer.text(),
                    request.objects().size(),
                    DurationText.of(wait));
        }
    }
}
