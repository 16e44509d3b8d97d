package org.brixianode.web.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.brixianode.ops.NetworkAddress;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.TrustedName;
import org.brixianode.testkit.ManualClock;
import org.junit.jupiter.api.Test;

final class ViewsTest {

    private static final NodeEvent.Operator ANNA =
            new NodeEvent.Operator(new TrustedName("anna"), new NetworkAddress("10.0.0.7"));
    private static final NodeEvent.Operator BEN =
            new NodeEvent.Operator(new TrustedName("ben"), new NetworkAddress("10.0.0.7"));
    private static final NodeEvent.Image ONE = NodeEvent.Image.of("1.2", "1.2.1");
    private static final NodeEvent.Image OTHER = NodeEvent.Image.of("1.2", "1.2.2");

    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T08:00:00Z"));
    private final List<NodeEvent> events = new ArrayList<>();
    private final Views views = new Views(events::add, clock);

    @Test
    void aViewIsPublishedOnceAnIntervalForEachUserAndImage() {
        views.viewed(ANNA, ONE);
        views.viewed(ANNA, ONE);
        views.viewed(BEN, ONE);
        views.viewed(ANNA, OTHER);
        clock.advance(Views.INTERVAL.minusSeconds(1));
        views.viewed(ANNA, ONE);
        assertThat(events)
                .containsExactly(
                        new NodeEvent.ImageViewed(ANNA, ONE),
                        new NodeEvent.ImageViewed(BEN, ONE),
                        new NodeEvent.ImageViewed(ANNA, OTHER));

        clock.advance(java.time.Duration.ofSeconds(1));
        views.viewed(ANNA, ONE);
        assertThat(events).hasSize(4).last().isEqualTo(new NodeEvent.ImageViewed(ANNA, ONE));
    }

    @Test
    void aSearchIsPublishedOnceAnIntervalForEachUserAndItsCriteria() {
        views.listed(ANNA, List.of("patient", "day"));
        views.listed(ANNA, List.of("patient", "day"));
        views.listed(ANNA, List.of("uid"));
        views.listed(BEN, List.of("uid"));
        assertThat(events)
                .containsExactly(
                        new NodeEvent.PatientsListed(ANNA, new TrustedName("patient,day")),
                        new NodeEvent.PatientsListed(ANNA, new TrustedName("uid")),
                        new NodeEvent.PatientsListed(BEN, new TrustedName("uid")));
        clock.advance(Views.INTERVAL);
        views.listed(BEN, List.of("uid"));
        assertThat(events).hasSize(4);
    }
}
