package org.brixianode.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.brixianode.config.NodeConfig;
import org.brixianode.testkit.TestNode;
import org.brixianode.watch.WatchedNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WatchedStoresTest {

    private static final String STORES =
            "key-store = k.p12, key-store-password = a, trust-store = t.p12,"
                    + " trust-store-password = b";

    private static final String SYSLOG =
            "audit.syslog { enabled = true, host = \"127.0.0.1\", transport = %s, "
                    + STORES
                    + " }\n";

    private static final String WEBHOOK =
            "notify { trust-store = n.p12, trust-store-password = c,"
                    + " webhook { enabled = %s, url = \"https://127.0.0.1:1/x\" } }\n";

    @TempDir Path folder;

    private List<String> names(String more) throws Exception {
        NodeConfig config = TestNode.config(folder, more);
        return WatchedStores.of(config, config.destinations()).stream()
                .map(WatchedNode.Store::name)
                .toList();
    }

    @Test
    void thoseOfSyslogAndNotificationsAreWatchedWhereTheyAreUsed() throws Exception {
        assertThat(names("")).isEmpty();
        assertThat(names(SYSLOG.formatted("tls") + WEBHOOK.formatted("true")))
                .containsExactly(
                        "audit.syslog key-store", "audit.syslog trust-store", "notify trust-store");
        assertThat(names(WEBHOOK.formatted("false"))).isEmpty();
    }

    @Test
    void thoseOfDicomAndDestinationsAreWatched() throws Exception {
        String more =
                "dicom.tls { enabled = true, %s }\n".formatted(STORES)
                        + ("destinations = [ { name = pacs, ae-title = P, host = \"127.0.0.1\","
                                        + " port = 1, tls { enabled = true, %s } } ]\n")
                                .formatted(STORES);
        assertThat(names(more))
                .containsExactly(
                        "dicom.tls key-store",
                        "dicom.tls trust-store",
                        "destination pacs key-store",
                        "destination pacs trust-store");
    }
}
