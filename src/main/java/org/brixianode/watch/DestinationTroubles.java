package org.brixianode.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.brixianode.ops.AlarmKind;

/** Destinations that cannot be reached, break off, reject associations or refuse objects. */
final class DestinationTroubles implements Condition {

    /** Without a further refusal for this long, an accepted object ends the alarm. */
    static final Duration QUIET = Duration.ofMinutes(1);

    private final Contacts contacts;
    private final Supplier<List<WatchedNode.Target>> destinations;
    private final Supplier<WatchConfig> config;

    DestinationTroubles(
            Contacts contacts,
            Supplier<List<WatchedNode.Target>> destinations,
            Supplier<WatchConfig> config) {
        this.contacts = contacts;
        this.destinations = destinations;
        this.config = config;
    }

    @Override
    public List<Finding> check(Instant now) {
        List<Finding> found = new ArrayList<>();
        for (WatchedNode.Target one : destinations.get()) {
            contacts.connection(one.name())
                    .filter(failure -> isLong(failure, now))
                    .or(() -> contacts.transfer(one.name()).filter(failure -> isLong(failure, now)))
                    .map(failure -> connection(one, failure))
                    .ifPresent(found::add);
            refusal(one, now).ifPresent(found::add);
        }
        return found;
    }

    /**
     * A rejection does not pass by itself, a network does. One failure alone shows nothing where
     * the destination is tried again.
     */
    private boolean isLong(Contacts.Failure failure, Instant now) {
        if (failure.trouble() == Contacts.Trouble.REJECTS) {
            return true;
        }
        WatchConfig thresholds = config.get();
        boolean again =
                failure.last().isAfter(failure.since()) || thresholds.echoInterval().isZero();
        return again && !now.isBefore(failure.since().plus(thresholds.patience().unreachable()));
    }

    private static Finding connection(WatchedNode.Target target, Contacts.Failure failure) {
        boolean rejects = failure.trouble() == Contacts.Trouble.REJECTS;
        return Finding.of(
                rejects ? AlarmKind.DESTINATION_REJECTS : AlarmKind.DESTINATION_UNREACHABLE,
                target.name(),
                failure.since(),
                "destination "
                        + failure.text()
                        + ". Its results wait and are sent when it answers. Test:"
                        + " brixia-node check");
    }

    private Optional<Finding> refusal(WatchedNode.Target target, Instant now) {
        return contacts.refusal(target.name(), now.minus(QUIET))
                .map(
                        failure ->
                                Finding.of(
                                        AlarmKind.DESTINATION_REFUSES,
                                        target.name(),
                                        failure.since(),
                                        "destination %s refuses results: %s. Look into the log of the destination; the image on the page, or brixia-node jobs show JOB, has the answer for each result"
                                                .formatted(target.description(), failure.text())));
    }
}
