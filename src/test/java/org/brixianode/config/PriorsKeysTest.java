package org.brixianode.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.brixianode.priors.PriorsConfig;
import org.brixianode.queue.PriorBounds;
import org.brixianode.queue.PriorRules;
import org.junit.jupiter.api.Test;

final class PriorsKeysTest {

    private static final String PACS =
            "destinations = [ { name = pacs, ae-title = PACS, host = \"10.0.0.5\", port = 104 } ]\n";

    private static NodeConfig.Priors read(String text) throws InvalidConfigurationException {
        return ConfigReader.read(PACS + text, "test").priors();
    }

    @Test
    void nothingIsSearchedByDefault() throws Exception {
        NodeConfig.Priors priors = read("");

        assertThat(priors.search()).isEmpty();
        assertThat(priors.rules().bounds()).isEqualTo(PriorBounds.DEFAULT);
    }

    @Test
    void aDestinationIsTheSource() throws Exception {
        NodeConfig.Priors priors =
                read(
                        "dicom { ae-title = SCORES, port = 104 }\n"
                                + "priors { source = pacs, retrieve = get, wait = 30 s, number = 3, age = 90 days }");

        PriorsConfig search = priors.search().orElseThrow();
        assertThat(search.source().host()).isEqualTo("10.0.0.5");
        assertThat(search.source().aeTitle().value()).isEqualTo("PACS");
        assertThat(search.ownTitle().value()).isEqualTo("SCORES");
        assertThat(search.ownPort()).isEqualTo(104);
        assertThat(search.retrieve()).isEqualTo(PriorsConfig.Retrieve.GET);
        assertThat(search.longestWait()).isEqualTo(Duration.ofSeconds(30));
        assertThat(search.number()).isEqualTo(3);
        assertThat(priors.rules().bounds()).isEqualTo(new PriorBounds(3, Duration.ofDays(90)));
    }

    @Test
    void reportsAreRenewedUnlessThisIsOff() throws Exception {
        assertThat(read("").rules()).isEqualTo(PriorRules.DEFAULT);
        assertThat(read("priors.renew = false").rules().renewAfter()).isEmpty();
        assertThat(read("priors { renew-after = 0 s, wait = 5 s }").rules())
                .isEqualTo(
                        new PriorRules(
                                PriorBounds.DEFAULT,
                                Duration.ofSeconds(5),
                                Optional.of(Duration.ZERO)));
    }

    @Test
    void badValuesAreRefusedWithTheirNames() {
        assertRefused("priors.source = archive", "'archive'");
        assertRefused(
                "priors { source = pacs, wait = 11 minutes }", "wait must be 1 s to 10 minutes");
        assertRefused("priors.wait = 0 s", "wait must be 1 s to 10 minutes");
        assertRefused("priors.renew-after = 2 days", "renew-after must be 0 s to 1 day");
        assertRefused("priors.number = 0", "1 to 50");
        assertRefused("priors.age = 0 s", "age");
        assertRefused("priors.retrieve = push", "retrieve");
    }

    private static void assertRefused(String text, String problem) {
        assertThatThrownBy(() -> read(text))
                .as(text)
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("priors")
                .hasMessageContaining(problem);
    }
}
