package org.brixianode.testkit;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.brixianode.send.Courier;
import org.brixianode.send.Delivery;
import org.brixianode.send.Outcome;

/** What a courier reports of a batch. */
public final class RecordedProgress implements Courier.Progress {

    private final Map<Long, Outcome> outcomes = new LinkedHashMap<>();
    private final Set<Long> withdrawn = new HashSet<>();
    private int reached;

    /** A delivery that is withdrawn before its turn. */
    public void withdraw(long id) {
        withdrawn.add(id);
    }

    @Override
    public boolean isDue(Delivery delivery) {
        return !withdrawn.contains(delivery.id());
    }

    @Override
    public void reached() {
        reached++;
    }

    @Override
    public void ended(Delivery delivery, Outcome outcome) {
        if (outcomes.put(delivery.id(), outcome) != null) {
            throw new AssertionError("two outcomes of " + delivery.id());
        }
    }

    @Override
    public boolean shouldContinue() {
        return true;
    }

    public boolean isReached() {
        return reached > 0;
    }

    /** How often the destination was said to be reached. */
    public int timesReached() {
        return reached;
    }

    /** The outcome of one delivery. */
    public Outcome of(long id) {
        return Objects.requireNonNull(outcomes.get(id), () -> "no outcome of " + id);
    }

    public Outcome.Kind kind(long id) {
        return of(id).kind();
    }

    /** The deliveries that have ended, in their order. */
    public Set<Long> ended() {
        return Collections.unmodifiableSet(outcomes.keySet());
    }

    /** For another batch of the same deliveries. */
    public void forget() {
        outcomes.clear();
    }

    public List<Outcome> outcomes() {
        return List.copyOf(outcomes.values());
    }

    /** The outcome of a batch of one. */
    public Outcome only() {
        if (outcomes.size() != 1) {
            throw new AssertionError("outcomes: " + outcomes);
        }
        return outcomes.values().iterator().next();
    }
}
