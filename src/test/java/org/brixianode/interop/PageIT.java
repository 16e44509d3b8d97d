package org.brixianode.interop;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.queue.DeliveryState;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.testkit.ChromiumBrowser;
import org.brixianode.testkit.TestNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The operator's page in Debian's Chromium, with a node that receives images meanwhile. */
@Timeout(value = 600)
final class PageIT extends PageTestBase {

    @TempDir static Path folder;

    private static Job scored;
    private static Job lateral;

    @BeforeAll
    static void startBoth() throws Exception {
        chromium = ChromiumBrowser.start();
        node = new PageNode(folder, users());
        loggedIn = logIn("anna");
        node.send(Path.of("test-dicom/frontal-day5.dcm"));
        scored = node.latest();
        node.send(Path.of("test-dicom/lateral.dcm"));
        lateral = node.latest();
    }

    @AfterAll
    static void stopBoth() throws Exception {
        if (node != null) {
            node.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    // --- what is shown ------------------------------------------------------------------------

    private static final Duration LONG = Duration.ofMinutes(2);

    @Test
    void theOverviewAddsUpAndFollowsANewImageByItself() throws Exception {
        open("/");
        long before = shown("All time", "received");
        for (String period : List.of("Today", "All time")) {
            assertThat(shown(period, "received"))
                    .isEqualTo(
                            shown(period, "scored")
                                    + shown(period, "notScored")
                                    + shown(period, "failed")
                                    + shown(period, "waiting"));
        }
        assertThat(page.locator("#connection")).hasText("Live");
        assertThat(page.locator(".notice")).hasText("Research use only. Not for diagnosis.");
        node.send(node.chest("live"));
        assertThat(page.locator("[data-key='sum-All time'] [data-count=received]"))
                .hasText(String.valueOf(before + 1));
        assertThat(row(node.latest())).containsText("Scored");
    }

    @Test
    void aSlowRequestDoesNotHoldUpTheRestOfTheOverview() {
        page.route("**/api/v1/summary", held -> {});
        open("/");
        assertThat(page.getByText("The node has not answered this yet.").first()).isVisible();
        assertThat(page.locator("[data-key=panel-Destinations]")).containsText("pacs");
    }

    @Test
    void aPartThatWasLateIsAskedForAgain() {
        // The view is loaded, and again when the page hears from the node.
        holdFirst(2, "**/api/v1/jobs/*/trail");
        open("/jobs/" + scored.id());
        assertThat(page.locator(".trail [data-step=score]").first()).isVisible();
    }

    @Test
    void anImageShowsItsWholeWayItsScoresAndItsTrend() {
        open("/jobs/" + scored.id());
        Locator trail = page.locator(".trail");
        for (String step :
                List.of("association", "spool", "acceptance", "score", "objects", "delivery")) {
            assertThat(trail.locator("[data-step=%s]".formatted(step)).first()).isVisible();
        }
        assertThat(trail).containsText("0xA700 (out of resources)");
        assertThat(page.locator("[data-zone]")).hasCount(6);
        assertThat(page.locator("section[aria-label^=Right] [data-zone]"))
                .containsText(new String[] {"right upper", "right middle", "right lower"});
        assertThat(page.locator("[data-zone=A] svg[role=img]"))
                .hasAttribute("aria-label", java.util.regex.Pattern.compile("grade 3: \\d+ %"));
        assertThat(page.locator("svg.trend circle")).hasCount(2);
        Locator results = page.locator("[data-key=panel-Trend] table");
        assertThat(results.locator("caption"))
                .hasText("All results of this patient, the oldest first");
        assertThat(results.locator("tr[aria-current]")).hasCount(1);
        assertThat(results.locator("tr[aria-current]")).containsText("This image");
        assertThat(page.locator("[data-key=panel-Deliveries]")).containsText("next attempt ");
        assertThat(page.locator(".facts").first()).containsText("PHANTOM-TWO");
    }

    @Test
    void theHeatmapIsEnlargedInADialog() {
        open("/jobs/" + scored.id());
        Locator small = page.locator(".heatmap img");
        assertThat(small).isVisible();
        page.waitForFunction("() => document.querySelector('.heatmap img').naturalWidth > 0");
        page.locator(".heatmap button").click();
        assertThat(page.getByRole(AriaRole.DIALOG).locator("img")).isVisible();
        inDialog("Close").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        assertThat(page.locator(".heatmap button")).isFocused();
    }

    @Test
    void imagesAreFoundByEachOfTheirIdentifiers() {
        for (List<String> search :
                List.of(
                        List.of("patient", "PHANTOM-TWO"),
                        List.of("uid", scored.instance().ref().studyUid()),
                        List.of("uid", scored.instance().ref().sopInstanceUid()),
                        List.of("studyDate", "2026-03-14"))) {
            open("/studies");
            button("Clear").click();
            page.locator("#search-" + search.get(0)).fill(search.get(1));
            button("Search").click();
            assertThat(page.locator("#found")).containsText("found.");
            assertThat(row(scored)).isVisible();
            assertThat(row(lateral)).hasCount(0);
            assertThat(page.url()).doesNotContain("PHANTOM");
        }
        page.locator("#search-patient").fill("NOBODY");
        button("Search").click();
        assertThat(page.locator("#found")).hasText("No image matches.");
    }

    @Test
    void theListsSayWhyAnImageIsNotScored() {
        open("/not-scored");
        assertThat(row(lateral)).containsText("lateral");
    }

    @Test
    void theModelCardHasItsUseAndLicence() {
        open("/model");
        assertThat(page.locator("main")).containsText("Intended use");
        assertThat(page.locator("main")).containsText("Licence");
        assertThat(page.locator("main")).containsText("Research use only. Not for diagnosis.");
    }

    // --- what is done -------------------------------------------------------------------------

    @Test
    void aWaitingImageIsParkedRetriedAndScored() throws Exception {
        Job job = waiting("parked");
        open("/queue");
        row(job).getByText("Park").click();
        page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.TEXTBOX).fill("looked at by hand");
        inDialog("Park").click();
        assertThat(row(job)).hasCount(0);
        assertThat(node.job(job.id()).state()).isEqualTo(JobState.FAILED);
        open("/failed");
        assertThat(row(job)).containsText("looked at by hand");
        row(job).getByText("Retry").click();
        assertThat(done()).containsText("in the queue again");
        node.awaitState(job.id(), JobState.SCORED);
        assertThat(row(job)).hasCount(0);
    }

    @Test
    void aFailedImageIsDiscardedOnlyAfterItWasConfirmed() throws Exception {
        Job job = waiting("discarded");
        node.node().jobs().park(job.id(), "parked by the test");
        open("/failed");
        row(job).getByText("Discard").click();
        inDialog("Cancel").click();
        assertThat(row(job)).isVisible();
        row(job).getByText("Discard").click();
        inDialog("Discard").click();
        assertThat(row(job)).hasCount(0);
        assertThat(node.node().jobs().find(job.id())).isEmpty();
        assertThat(job.instance().file()).doesNotExist();
    }

    @Test
    void allFailedImagesAreRetriedAtOnce() throws Exception {
        Job job = waiting("again");
        node.node().jobs().park(job.id(), "parked by the test");
        open("/failed");
        page.locator("[data-action=retry-all]").click();
        inDialog("Retry all").click();
        node.awaitState(job.id(), JobState.SCORED);
        assertThat(page.locator("main")).containsText("No image has failed.");
    }

    @Test
    void theConfigurationIsReadAgainOrRefusedWithItsProblem() throws Exception {
        String valid = Files.readString(node.configuration());
        Files.writeString(node.configuration(), valid + "\nqueue.lease = 50\n");
        try {
            expectFailedRequests("status of 409");
            open("/system");
            button("Read the configuration again").click();
            assertThat(page.locator("main"))
                    .containsText("Refused: the previous configuration stays in force");
            assertThat(page.locator("main")).containsText("queue.lease = 50 has no unit");
        } finally {
            Files.writeString(node.configuration(), valid);
        }
        button("Read the configuration again").click();
        assertThat(page.locator("main")).containsText("Accepted");
    }

    @Test
    void aScoredImageIsSentAgainAndScoredAgain() throws Exception {
        node.full.answersEverything(0);
        try {
            node.send(node.chest("rescored"));
            Job job = node.latest();
            open("/jobs/" + job.id());
            assertThat(page.locator("main")).containsText("0x0000 (success)");
            node.awaitDelivered(job.id());
            int before = node.pacs.arrivals().size();
            button("Resend").click();
            page.getByLabel("Destination").selectOption("pacs");
            inDialog("Resend").click();
            await().atMost(LONG).until(() -> node.pacs.arrivals().size() >= before + 2);
            node.awaitDelivered(job.id());
            Locator heatmap = page.locator(".heatmap img");
            String ofRunOne = heatmap.getAttribute("src");
            button("Rescore").click();
            inDialog("Rescore").click();
            await().atMost(LONG)
                    .until(
                            () ->
                                    node.job(job.id()).run() == 2
                                            && node.job(job.id()).state() == JobState.SCORED);
            assertThat(page.locator(".head")).containsText("Scored");
            Locator runs = page.locator("[data-key=panel-Deliveries] td[data-title=Run]");
            assertThat(runs.first()).hasText("1");
            assertThat(runs.last()).hasText("2");
            assertThat(heatmap).not().hasAttribute("src", ofRunOne);
            page.waitForFunction("() => document.querySelector('.heatmap img').naturalWidth > 0");
            assertThat(page.getByText("There is no heatmap of this image.")).isHidden();
        } finally {
            node.full.answersEverything(PageNode.OUT_OF_RESOURCES);
        }
    }

    @Test
    void deliveriesAreRetriedWhenTheDestinationHasSpaceAgain() throws Exception {
        node.send(node.chest("full"));
        Job job = node.latest();
        open("/jobs/" + job.id());
        assertThat(page.locator("main")).containsText("0xA700 (out of resources)");
        node.full.answersEverything(0);
        try {
            button("Retry deliveries").click();
            await().atMost(LONG)
                    .until(() -> node.isEach(job.id(), one -> one.state() == DeliveryState.SENT));
            assertThat(page.locator("table .state.busy")).hasCount(0);
        } finally {
            node.full.answersEverything(PageNode.OUT_OF_RESOURCES);
        }
    }

    @Test
    void aDestinationIsTestedAndRetriedAndAForgottenOneDiscarded() {
        open("/destinations");
        Locator pacs = page.locator("[data-key=destination-pacs]");
        pacs.getByText("Test with C-ECHO").click();
        assertThat(done()).containsText("pacs: answers");
        assertThat(pacs).containsText("Answers");
        assertThat(pacs).containsText("Last reached");
        assertThat(pacs).containsText(java.util.regex.Pattern.compile("by a test, in \\d+ ms"));
        Locator full = page.locator("[data-key=destination-full]");
        assertThat(full).containsText("0xA700 (out of resources)");
        full.getByText("Retry now").click();
        assertThat(done()).containsText("are due now");
        Locator gone = page.locator("[data-key=destination-gone]");
        assertThat(gone).containsText("Not configured");
        gone.getByText("Discard deliveries").click();
        inDialog("Discard").click();
        assertThat(gone).hasCount(0);
    }

    @Test
    void aDestinationShowsWhatDeliveriesHaveShownAndWhatItGets() throws Exception {
        node.send(node.chest("contact"));
        open("/destinations");
        Locator pacs = page.locator("[data-key=destination-pacs]");
        assertThat(pacs).containsText("Answers");
        assertThat(pacs).containsText("Last reached");
        tellOfDestinations(told -> told.replace("\"ANSWERS\"", "\"NOT_OFFERED\""));
        assertThat(pacs.locator("h2 .state.plain")).hasText("Answers, offers no C-ECHO");
        tellOfDestinations(
                told ->
                        told.replace("\"ANSWERS\"", "\"NO_CONNECTION\"")
                                .replace("\"heatmap\"", "\"key-object\",\"pdf\"")
                                .replaceFirst(
                                        "\"sent\":\\d+,\"committed\":0",
                                        "\"sent\":2,\"committed\":3"));
        assertThat(pacs).containsText("Last attempt failed");
        assertThat(pacs).containsText("Key object, PDF, Report");
        assertThat(pacs.locator("[data-key=fact-Sent]")).hasText("Sent5, storage committed for 3");
        open("/");
        assertThat(page.locator("[data-key=row-pacs] td[data-title=Sent]")).hasText("5");
        open("/system");
        assertThat(page.locator("[data-key='check-destination pacs']"))
                .hasText("OK destination pacs: no lasting trouble; connection now: No connection");
    }

    // --- how it can be used -------------------------------------------------------------------

    @Test
    void axeFindsNoViolationInAnyView() {
        List<String> found = new ArrayList<>();
        open("/");
        for (String path :
                List.of(
                        "/",
                        "/queue",
                        "/studies",
                        "/jobs/" + scored.id(),
                        "/jobs/" + lateral.id(),
                        "/not-scored",
                        "/failed",
                        "/destinations",
                        "/model",
                        "/system",
                        "/handbook",
                        "/nothing")) {
            open(path);
            found.addAll(violations(path, ColorScheme.DARK, DESKTOP_WIDTH));
            found.addAll(violations(path, ColorScheme.LIGHT, PHONE_WIDTH));
        }
        assertThat(found).isEmpty();
    }

    @Test
    void hostileNamesAreShownAsText() throws Exception {
        String id = "<img src=x onerror=alert(1)>\u202E\"'";
        Path file =
                node.write(
                        "hostile",
                        TestNode.chest("hostile")
                                .with(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192")
                                .with(Tag.PatientID, VR.LO, id)
                                .with(Tag.AccessionNumber, VR.SH, "<b>1</b>")
                                .with(Tag.PatientName, VR.PN, "<script>".repeat(8000)));
        node.send(file);
        Job job = node.latest();
        open("/studies");
        assertThat(row(job)).containsText("<img src=x onerror=a");
        assertThat(row(job)).containsText("<b>1</b>");
        assertThat(row(job).locator("img, b, script")).hasCount(0);
        assertThat(row(job).textContent()).doesNotContain("\u202E");
        assertThat(row(job).locator("bdi").first()).isVisible();
        open("/jobs/" + job.id());
        assertThat(page.locator("main")).containsText("<img src=x onerror=alert(1)>");
        assertThat(violations("hostile", ColorScheme.LIGHT, PHONE_WIDTH)).isEmpty();
    }

    @Test
    void everythingIsReachedByKeyboard() {
        open("/jobs/" + scored.id());
        page.keyboard().press("Tab");
        assertThat(page.locator("#skip")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("#main")).isFocused();
        page.locator("#nav a", new Page.LocatorOptions().setHasText("Not scored")).focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText("Not scored");
        assertThat(page.locator("h1")).isFocused();
        Locator discard = row(lateral).getByText("Discard");
        discard.focus();
        page.keyboard().press("Enter");
        assertThat(inDialog("Cancel")).isFocused();
        for (int i = 0; i < 3; i++) {
            page.keyboard().press("Tab");
            assertThat(page.getByRole(AriaRole.DIALOG).locator(":focus")).hasCount(1);
        }
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        assertThat(discard).isFocused();
        assertThat((String) discard.evaluate("button => getComputedStyle(button).outlineStyle"))
                .isEqualTo("solid");
    }

    @Test
    void anUpdateKeepsFocusAndWhatWasTyped() throws Exception {
        open("/studies");
        page.locator("#search-patient").fill("half a nam");
        node.send(node.chest("update"));
        assertThat(row(node.latest())).isVisible();
        assertThat(page.locator("#search-patient")).isFocused();
        assertThat(page.locator("#search-patient")).hasValue("half a nam");
    }

    @Test
    void theThemeIsRemembered() {
        open("/");
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        button("Light theme").click();
        page.reload();
        assertThat(page.locator("html")).hasAttribute("data-theme", "light");
        assertThat(button("Dark theme")).isVisible();
    }

    @Test
    void aLostConnectionIsShownAndEndsByItself() {
        expectFailedRequests("net::ERR_INTERNET_DISCONNECTED");
        open("/");
        assertThat(page.locator("#connection")).hasText("Live");
        window.setOffline(true);
        assertThat(page.locator("#connection")).hasText("Not connected");
        assertThat(page.locator("#banner")).containsText("may be out of date");
        window.setOffline(false);
        assertThat(page.locator("#connection")).hasText("Live");
        assertThat(page.locator("#banner")).isHidden();
    }

    @Test
    void aMissingImageIsNamed() {
        expectFailedRequests("status of 404");
        open("/jobs/999999");
        assertThat(page.locator(".problem")).containsText("999999");
    }

    // --- login ----------------------------------------------------------------------------------

    @Test
    void theLoginLeadsToWhatWasAskedFor() {
        expectFailedRequests("status of 401");
        window.clearCookies();
        page.navigate("/#/not-scored");
        assertThat(page.locator("h1")).hasText("Log in");
        assertThat(violations("login", ColorScheme.DARK, DESKTOP_WIDTH)).isEmpty();
        assertThat(violations("login", ColorScheme.LIGHT, PHONE_WIDTH)).isEmpty();
        logInAs("anna", "wrong");
        assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
        assertThat(page.getByLabel("Password")).hasValue("");
        logInAs("anna", PASSWORD);
        assertThat(page.locator("h1")).hasText("Not scored");
        assertThat(page.locator("#user")).hasText("anna (operator)");
        button("Log out").click();
        assertThat(page.locator("h1")).hasText("Log in");
        page.navigate("/#/queue");
        assertThat(page.locator("h1")).hasText("Log in");
    }

    @Test
    void aSessionThatEndsLeadsToTheLoginAndBack() {
        expectFailedRequests("status of 401");
        open("/destinations");
        window.clearCookies();
        // This or any other request, as the page makes them by itself.
        clickIfThere("[data-action=echo]");
        assertThat(page.locator("#told")).containsText("Your session has ended");
        logInAs("anna", PASSWORD);
        assertThat(page.locator("h1")).hasText("Destinations");
    }

    @Test
    void aViewerSeesNoButtonThatChangesSomething() {
        window.clearCookies();
        window.addCookies(logIn("otto"));
        for (String path : List.of("/not-scored", "/jobs/" + scored.id(), "/destinations")) {
            open(path);
            assertThat(page.locator("[data-action]")).hasCount(0);
        }
        assertThat(page.locator("#user")).hasText("otto (viewer)");
    }
}
