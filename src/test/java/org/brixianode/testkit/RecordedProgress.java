package org.brixianode.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.brixianode.send.Courier;
import org.brixianode.send.Delivery;
import org.brixianode.send.Outcome;

/** What a courier reports of a batch. */
public final class RecordedProgress implements Courier.Progress {

    private final Map<Long, Outcome> outcomes = new LinkedHashMap<>();
    private boolean reached;

    @Override
    public void reached() {
        reached = true;
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
        return reached;
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
