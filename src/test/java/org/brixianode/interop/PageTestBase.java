package org.brixianode.interop;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.brixianode.study.Job;
import org.brixianode.testkit.ChromiumBrowser;
import org.brixianode.web.access.PasswordHash;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A window of Debian's Chromium for each test, with the page of one node for all of them. */
abstract class PageTestBase {

    private static final List<String> AXE =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    /** Runs axe and names each violated rule with the first element. */
    private static final String VIOLATIONS =
            """
            async tags => {
              const found = await axe.run(document, { runOnly: tags, resultTypes: ['violations'] });
              return found.violations.map(one => one.id + ': ' + one.nodes[0].html);
            }""";

    private static final String AXE_SOURCE = axeSource();

    private static final int BCRYPT_COST = 10;

    static final String PASSWORD = "a long password";

    static final int DESKTOP_WIDTH = 1280;
    static final int PHONE_WIDTH = 360;
    static final int PHONE_HEIGHT = 740;

    static ChromiumBrowser chromium;
    static PageNode node;
    static List<Cookie> loggedIn;

    BrowserContext window;
    Page page;

    /** Of what the browser may complain in a test; it may say so late. */
    private final List<String> expected = new ArrayList<>();

    static String users() {
        String hash = PasswordHash.of(PASSWORD, BCRYPT_COST);
        return """
               web { users = [
                 { name = anna, password-hash = "%1$s", role = operator }
                 { name = otto, password-hash = "%1$s", role = viewer }
               ] }
               """
                .formatted(hash);
    }

    private static String axeSource() {
        try (InputStream in = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The cookies of a session. */
    static List<Cookie> logIn(String user) {
        try (BrowserContext context = chromium.window(node.url())) {
            APIResponse answer =
                    context.request()
                            .post(
                                    "/api/v1/session",
                                    RequestOptions.create()
                                            .setData(Map.of("user", user, "password", PASSWORD)));
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            return context.cookies();
        }
    }

    @BeforeEach
    void openWindow() {
        window = chromium.window(node.url());
        window.addCookies(loggedIn);
        page = window.newPage();
    }

    @AfterEach
    void closeWindow() {
        // A request that a test answers may come at any time, also while the window is closed.
        page.unrouteAll();
        window.close();
        assertThat(chromium.complaints())
                .as("what the browser complained about")
                .allMatch(complaint -> expected.stream().anyMatch(complaint::contains));
    }

    /**
     * Expects that the browser complains of requests.
     *
     * @param answer the status that they get, or the error of the network
     */
    void expectFailedRequests(String answer) {
        expected.add(answer);
    }

    void open(String path) {
        page.navigate("/#" + path);
        assertThat(page.locator("main[data-view='#%s'] h1".formatted(path))).isVisible();
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator inDialog(String name) {
        return page.getByRole(AriaRole.DIALOG)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator row(Job job) {
        return page.locator("tr[data-key='row-%d']".formatted(job.id()));
    }

    Locator done() {
        return page.locator("#done");
    }

    long shown(String period, String count) {
        return Long.parseLong(
                page.locator("[data-key='sum-%s'] [data-count=%s]".formatted(period, count))
                        .textContent()
                        .replace(",", ""));
    }

    /** A job that waits for its next attempt, because its results cannot be written. */
    static Job waiting(String name) throws Exception {
        Path aside = node.results().resolveSibling("aside");
        Files.move(node.results(), aside);
        Files.writeString(node.results(), "not a folder");
        try {
            node.send(node.chest(name));
            return node.latest();
        } finally {
            Files.delete(node.results());
            Files.move(aside, node.results());
        }
    }

    List<String> violations(String path, ColorScheme scheme, int width) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        page.setViewportSize(width, PHONE_HEIGHT);
        assertThat(page.locator("html"))
                .hasAttribute("data-theme", scheme.name().toLowerCase(java.util.Locale.ROOT));
        List<String> found = new ArrayList<>();
        if ((boolean) page.evaluate("() => document.documentElement.scrollWidth > innerWidth")) {
            found.add("%s is wider than %d px".formatted(path, width));
        }
        if ((boolean) page.evaluate("() => !window.axe")) {
            page.evaluate(AXE_SOURCE);
        }
        for (Object violation : (List<?>) page.evaluate(VIOLATIONS, AXE)) {
            found.add("%s, %s: %s".formatted(path, scheme, violation));
        }
        return found;
    }

    /** Clicks on something unless the page has gone elsewhere, or is about to. */
    void clickIfThere(String selector) {
        try {
            page.evaluate("one => document.querySelector(one)?.click()", selector);
        } catch (PlaywrightException gone) {
            assertThat(gone).hasMessageContaining("navigation");
        }
    }

    /** Leaves the first requests for something without an answer. */
    void holdFirst(int count, String url) {
        List<Route> held = new ArrayList<>();
        page.route(
                url,
                route -> {
                    if (held.size() < count) {
                        held.add(route);
                    } else {
                        route.resume();
                    }
                });
    }

    /** Changes what the page is told of the destinations. */
    void tellOfDestinations(UnaryOperator<String> change) {
        page.route(
                "**/api/v1/destinations",
                route ->
                        route.fulfill(
                                new Route.FulfillOptions()
                                        .setContentType("application/json")
                                        .setBody(change.apply(route.fetch().text()))));
        page.reload();
    }

    void logInAs(String user, String password) {
        page.getByLabel("User name").fill(user);
        page.getByLabel("Password").fill(password);
        button("Log in").click();
    }
}
