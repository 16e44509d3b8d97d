package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.brixianode.study.StageException;
import org.junit.jupiter.params.provider.Arguments;

/**
 * A change of the state of a job or a delivery.
 *
 * @param from the states in which it is allowed
 * @param to the state after it
 */
record Transition<Q, T, S extends Enum<S>>(
        String name, Operation<Q, T> operation, Set<S> from, S to) {

    /** Calls the queue. */
    interface Operation<Q, T> {
        void on(Q queue, T target) throws StageException;
    }

    /** Each transition with each state. */
    static <Q, T, S extends Enum<S>> Stream<Arguments> inEveryState(
            List<Transition<Q, T, S>> transitions, Class<S> states) {
        return transitions.stream()
                .flatMap(
                        transition ->
                                Stream.of(states.getEnumConstants())
                                        .map(state -> Arguments.of(transition, state)));
    }

    /**
     * Calls the operation and requires a refusal where the state does not allow it.
     *
     * @param subject what the refusal names
     * @return the state after it; empty if it was refused
     */
    Optional<S> attempt(Q queue, T target, S state, String subject) throws StageException {
        if (from.contains(state)) {
            operation.on(queue, target);
            return Optional.of(to);
        }
        assertThatThrownBy(() -> operation.on(queue, target))
                .isInstanceOf(IllegalTransitionException.class)
                .hasMessageContaining(subject)
                .hasMessageContaining("it is " + state);
        return Optional.empty();
    }

    @Override
    public String toString() {
        return name;
    }
}
