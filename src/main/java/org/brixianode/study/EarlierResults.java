package org.brixianode.study;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What is known of a patient's earlier results when an image is scored. */
public sealed interface EarlierResults {

    /** Nobody looked. */
    record NotLookedUp(Reason reason) implements EarlierResults {}

    /**
     * Somebody looked.
     *
     * @param prior the latest earlier result that can be the same person's
     * @param veto those that are later than it and are not the same person's
     */
    record LookedUp(Optional<StoredResult> prior, Optional<Veto> veto) implements EarlierResults {}

    /** Why nobody looked. */
    enum Reason {
        /** The image has no Patient ID (0010,0020). */
        NO_PATIENT_ID,
        /** The image has no date, so that no result is earlier. */
        NO_DATE,
        /** The image was scored without a node's memory. */
        NO_MEMORY
    }

    /**
     * Results under the same patient identifier that are not compared.
     *
     * @param results how many
     * @param facts what contradicts, in any of them
     */
    record Veto(int results, Set<PersonFacts.Fact> facts) {

        /**
         * @throws IllegalArgumentException if it names no result or no fact
         */
        public Veto {
            if (results < 1 || facts.isEmpty()) {
                throw new IllegalArgumentException("veto of " + results + " by " + facts);
            }
            facts = java.util.Collections.unmodifiableSet(EnumSet.copyOf(facts));
        }
    }

    /** The result to compare with. */
    default Optional<StoredResult> prior() {
        return this instanceof LookedUp found ? found.prior() : Optional.empty();
    }

    /** The same with some of the prior's reports. */
    default EarlierResults withReports(Predicate<StoredReport> wanted) {
        return this instanceof LookedUp found
                ? new LookedUp(found.prior().map(prior -> prior.withReports(wanted)), found.veto())
                : this;
    }

    /** Results that were found and must not be compared. */
    default Optional<Veto> veto() {
        return this instanceof LookedUp found ? found.veto() : Optional.empty();
    }
}
