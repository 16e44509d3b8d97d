package org.brixianode.testkit;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Keeps what a command prints during a test instead of showing it. */
public final class CapturedConsole implements BeforeEachCallback, AfterEachCallback {

    private final PrintStream realOut = System.out;
    private final PrintStream realErr = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Override
    public void beforeEach(ExtensionContext context) {
        forget();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        System.setOut(realOut);
        System.setErr(realErr);
    }

    /** Standard output since the start or {@link #forget}. */
    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Standard error since the start or {@link #forget}. */
    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    public void forget() {
        out.reset();
        err.reset();
    }
}
