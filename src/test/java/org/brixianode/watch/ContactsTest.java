package org.brixianode.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.brixianode.testkit.ManualClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a destination counts as reached again. */
final class ContactsTest {

    private final Contacts contacts =
            new Contacts(new ManualClock(Instant.parse("2026-03-02T10:00:00Z")));
    private final List<String> reached = new ArrayList<>();

    @BeforeEach
    void listen() {
        contacts.whenReached(reached::add);
    }

    @Test
    void theFirstContactAndEachOneAfterAFailureToReachItAreTold() {
        contacts.reached("pacs");
        contacts.reached("pacs");
        contacts.accepted("pacs");
        assertThat(reached).containsExactly("pacs");

        contacts.failed("pacs", Contacts.Trouble.UNREACHABLE, "away");
        contacts.failed("pacs", Contacts.Trouble.REJECTS, "rejected");
        contacts.reached("pacs");
        contacts.reached("pacs");
        assertThat(reached).hasSize(2);

        contacts.failed("pacs", Contacts.Trouble.UNREACHABLE, "away");
        contacts.accepted("pacs");
        contacts.accepted("archive");
        assertThat(reached).containsExactly("pacs", "pacs", "pacs", "archive");
    }

    @Test
    void troubleWithObjectsIsNoFailureToReachIt() {
        contacts.failed("pacs", Contacts.Trouble.REFUSES, "refused");
        contacts.reached("pacs");
        contacts.failed("pacs", Contacts.Trouble.BREAKS_OFF, "broken off");
        contacts.reached("pacs");
        contacts.accepted("pacs");
        assertThat(reached).isEmpty();
    }
}
