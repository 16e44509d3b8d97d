package org.brixianode.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.brixianode.testkit.CapturedLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a server opens its stores again. */
final class LiveStoresTest {

    @TempDir Path folder;

    private final List<String> used = new ArrayList<>();

    private boolean renew(LiveStores stores, Path file) {
        return stores.renew(
                List.of(file),
                "settings",
                () -> {
                    String content = Files.readString(file);
                    if (content.startsWith("broken")) {
                        throw new IOException("key store " + file + " is broken");
                    }
                    used.add(content);
                });
    }

    @Test
    void aChangedFileIsReadAndABrokenOneIsLoggedOnce() throws Exception {
        Path file = Files.writeString(folder.resolve("node.pem"), "one");
        try (CapturedLog log = CapturedLog.of("org.brixianode.node")) {
            LiveStores stores = new LiveStores("dicom.tls", List.of(file), "settings");
            assertThat(renew(stores, file)).as("not changed").isFalse();

            Files.writeString(file, "two");
            assertThat(renew(stores, file)).isTrue();
            assertThat(renew(stores, file)).isFalse();

            Files.writeString(file, "broken 1");
            assertThat(renew(stores, file)).isFalse();
            assertThat(renew(stores, file)).isFalse();
            assertThat(log.errors())
                    .singleElement()
                    .asString()
                    .startsWith("dicom.tls: the certificates read before stay in use")
                    .contains("is broken");

            Files.writeString(file, "two");
            assertThat(renew(stores, file)).as("the file in use is back").isFalse();
            Files.delete(file);
            assertThat(renew(stores, file)).isFalse();
            assertThat(log.errors()).hasSize(2);
            Files.writeString(file, "three");
            assertThat(renew(stores, file)).isTrue();
            assertThat(used).containsExactly("two", "three");
            assertThat(log.infos()).hasSize(2).allMatch(line -> line.contains("dicom.tls"));
        }
    }

    @Test
    void otherSettingsCountAsAChange() throws Exception {
        Path file = Files.writeString(folder.resolve("node.pem"), "one");
        LiveStores stores = new LiveStores("dicom.tls", List.of(file), "a password");
        assertThat(stores.renew(List.of(file), "another", () -> used.add("x"))).isTrue();
        assertThat(used).hasSize(1);
    }
}
