package org.brixianode.study;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The outcome of looking up a patient's earlier results when an image is scored. */
public sealed interface EarlierResults {

    /** The node did not look up earlier results. */
    record NotLookedUp(Reason reason) implements EarlierResults {}

    /**
     * The node looked up earlier results.
     *
     * @param prior the latest earlier result whose name, birth date and sex do not contradict the
     *     image's
     * @param veto later results that are excluded because they contradict the image's
     */
    record LookedUp(Optional<StoredResult> prior, Optional<Veto> veto) implements EarlierResults {}

    /** Why the node did not look up earlier results. */
    enum Reason {
        /** The image has no Patient ID (0010,0020). */
        NO_PATIENT_ID,
        /** The image has no date, so that results cannot be ordered. */
        NO_DATE,
        /** The image was scored without a node's database. */
        NO_DATABASE
    }

    /**
     * Results of the same patient identifier that are excluded from the comparison.
     *
     * @param results number of excluded results
     * @param facts the facts that contradict the image's in any of them
     */
    record Veto(int results, Set<PersonFacts.Fact> facts) {

        /**
         * @throws IllegalArgumentException if there is no result or no fact
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

    /** A copy that keeps only the wanted objects of the prior. */
    default EarlierResults withObjects(Predicate<StoredObject> wanted) {
        return this instanceof LookedUp found
                ? new LookedUp(found.prior().map(prior -> prior.withObjects(wanted)), found.veto())
                : this;
    }

    /** Results that were found and are excluded from the comparison. */
    default Optional<Veto> veto() {
        return this instanceof LookedUp found ? found.veto() : Optional.empty();
    }
}
