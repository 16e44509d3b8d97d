package org.brixianode.study;

import java.util.EnumSet;
import java.util.List;
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
     * @param found the earlier results whose name, birth date and sex do not contradict the
     *     image's, within the configured number and age, the latest acquired first
     * @param veto results that are excluded because they contradict the image's
     * @param incomplete whether earlier radiographs in a PACS were not all at hand in time
     */
    record LookedUp(List<Earlier> found, Optional<Veto> veto, boolean incomplete)
            implements EarlierResults {

        /** Copies the list. */
        public LookedUp {
            found = List.copyOf(found);
        }

        @Override
        public Optional<Earlier> reference() {
            return found.stream()
                    .filter(one -> !one.sameStudy())
                    .findFirst()
                    .or(() -> found.stream().findFirst());
        }
    }

    /**
     * An earlier result.
     *
     * @param sameStudy whether its image is of the same study as the present one
     */
    record Earlier(StoredResult result, boolean sameStudy) {}

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

    /** All earlier results, the latest acquired first. */
    default List<Earlier> all() {
        return this instanceof LookedUp looked ? looked.found() : List.of();
    }

    /**
     * The result to compare with: the latest of an earlier study, or else the latest in this study.
     */
    default Optional<Earlier> reference() {
        return Optional.empty();
    }

    /** The result of {@link #reference}. */
    default Optional<StoredResult> prior() {
        return reference().map(Earlier::result);
    }

    /** Whether earlier radiographs in a PACS were not all at hand in time. */
    default boolean isIncomplete() {
        return this instanceof LookedUp looked && looked.incomplete();
    }

    /** A copy that keeps only the wanted objects of the results. */
    default EarlierResults withObjects(Predicate<StoredObject> wanted) {
        if (!(this instanceof LookedUp looked)) {
            return this;
        }
        List<Earlier> kept =
                looked.found().stream()
                        .map(one -> new Earlier(one.result().withObjects(wanted), one.sameStudy()))
                        .toList();
        return new LookedUp(kept, looked.veto(), looked.incomplete());
    }

    /** Results that were found and are excluded from the comparison. */
    default Optional<Veto> veto() {
        return this instanceof LookedUp looked ? looked.veto() : Optional.empty();
    }
}
