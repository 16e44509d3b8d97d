package org.brixianode.testkit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How long tests wait for a condition for which they name no limit. It bounds a test that fails,
 * and is no expectation of speed: a shared machine may stand still for seconds.
 */
public final class Patience implements BeforeAllCallback {

    private static final Duration LONG = Duration.ofSeconds(30);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(LONG);
    }
}
