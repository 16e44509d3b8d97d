package org.brixianode.api;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.brixianode.queue.DeliveryRecord;
import org.brixianode.queue.DeliveryState;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;

/** What an operator can do with a job. */
public enum JobAction {
    RETRY,
    RESCORE,
    PARK,
    DISCARD,
    RESEND,
    RETRY_DELIVERIES;

    private static final Set<JobState> RETRIABLE =
            EnumSet.of(JobState.FAILED, JobState.NOT_SCORED, JobState.WAITING);

    private static final Set<JobState> DISCARDABLE =
            EnumSet.of(JobState.FAILED, JobState.NOT_SCORED);

    /** The actions that the states of a job and of its deliveries allow now. */
    public static Set<JobAction> possible(Job job, List<DeliveryRecord> deliveries, Instant now) {
        boolean unsent =
                deliveries.stream()
                        .anyMatch(
                                one ->
                                        one.state() == DeliveryState.WAITING
                                                || one.state() == DeliveryState.SENDING);
        Set<JobAction> possible = EnumSet.noneOf(JobAction.class);
        addIf(possible, RETRY, RETRIABLE.contains(job.state()));
        addIf(possible, RESCORE, job.state() == JobState.SCORED && !unsent);
        addIf(possible, PARK, job.state() == JobState.WAITING);
        addIf(possible, DISCARD, DISCARDABLE.contains(job.state()) && !unsent);
        addIf(possible, RESEND, job.state() == JobState.SCORED);
        addIf(
                possible,
                RETRY_DELIVERIES,
                deliveries.stream().anyMatch(one -> isRetriable(one, now)));
        return possible;
    }

    private static void addIf(Set<JobAction> actions, JobAction action, boolean isPossible) {
        if (isPossible) {
            actions.add(action);
        }
    }

    private static boolean isRetriable(DeliveryRecord delivery, Instant now) {
        return switch (delivery.state()) {
            case PARKED, WAITING -> true;
            case SENDING -> delivery.leaseUntil().map(now::isAfter).orElse(false);
            case SENT, COMMITTED -> false;
        };
    }

    /** The name for scripts, as in {@code retry-deliveries}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
