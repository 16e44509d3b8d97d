package org.brixianode.testkit;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Debian's Chromium, driven by Playwright. It contacts nothing but what a test opens. Use it on one
 * thread.
 */
public final class ChromiumBrowser implements AutoCloseable {

    private static final List<String> OPTIONS =
            List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--no-first-run",
                    "--no-proxy-server");

    private static final int DESKTOP_WIDTH = 1280;
    private static final int DESKTOP_HEIGHT = 800;
    private static final double PATIENCE_MS = 60_000;
    private static final double START_MS = 180_000;

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private ChromiumBrowser(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /**
     * Aborts the test, or fails it, where Chromium is missing. Assertions of Playwright wait as
     * long as its actions from then on.
     */
    public static ChromiumBrowser start() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        Path chromium = Path.of(Peers.program("chromium"));
        Playwright playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new ChromiumBrowser(
                playwright,
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setTimeout(START_MS)
                                        .setExecutablePath(chromium)
                                        .setArgs(OPTIONS)));
    }

    /**
     * A window with cookies of its own, as large as on a desk.
     *
     * @param url to which relative addresses are relative
     */
    public BrowserContext window(String url) {
        BrowserContext context =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setBaseURL(url)
                                .setColorScheme(ColorScheme.DARK)
                                .setTimezoneId("Europe/Rome")
                                .setViewportSize(DESKTOP_WIDTH, DESKTOP_HEIGHT));
        context.setDefaultTimeout(PATIENCE_MS);
        context.onPage(this::watch);
        return context;
    }

    private void watch(Page page) {
        page.onPageError(complaints::add);
        page.onConsoleMessage(
                message -> {
                    if (message.type().equals("error") || message.type().equals("warning")) {
                        complaints.add(message.text() + " " + message.location());
                    }
                });
        page.onDialog(
                dialog -> {
                    complaints.add("a dialog of the browser: " + dialog.message());
                    dialog.dismiss();
                });
    }

    /**
     * Errors in scripts, violations of the content security policy, failed requests and dialogs
     * since the last call.
     */
    public List<String> complaints() {
        List<String> all = List.copyOf(complaints);
        complaints.clear();
        return all;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
