package org.brixianode.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.brixianode.dicom.TlsConfig;
import org.brixianode.receive.ReceiveConfig;
import org.brixianode.report.capture.HeatmapWriter;
import org.brixianode.report.sr.SrForm;
import org.brixianode.score.explain.ExplainConfig;
import org.brixianode.score.load.Device;
import org.brixianode.send.Compression;
import org.brixianode.send.DimseDestination;
import org.brixianode.study.AeTitle;
import org.brixianode.study.HeatKind;
import org.brixianode.study.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigReaderTest {

    private static final Path HOME = Path.of("/opt/brixia");

    private static final String STOW =
            "stow { enabled = true, senders = [ { name = a, ae-title = A, token-sha256 = \"%s\" } ] }"
                    .formatted(Sha256.hex("t"));

    private static NodeConfig read(String text) throws InvalidConfigurationException {
        return ConfigReader.read(text, "test.conf", HOME);
    }

    @Test
    void anEmptyFileMeansTheDefaults() throws InvalidConfigurationException {
        NodeConfig config = read("");
        assertThat(config.receive().aeTitle()).isEqualTo(new AeTitle("BRIXIA"));
        assertThat(config.receive().bindAddress()).isEqualTo("0.0.0.0");
        assertThat(config.receive().port()).isEqualTo(11112);
        assertThat(config.receive().acceptedCallers()).isEmpty();
        assertThat(config.receive().associations())
                .isEqualTo(new ReceiveConfig.Associations(40, 20));
        assertThat(config.receive().maxPduBytes()).isEqualTo(131072);
        assertThat(config.receive().maxObjectBytes()).isEqualTo(512L << 20);
        assertThat(config.receive().timeouts().idle()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.receive().disk().softBytes()).isEqualTo(2L << 30);
        assertThat(config.receive().spool()).hasToString("/opt/brixia/var/spool");
        assertThat(config.receive().tls()).isEmpty();
        assertThat(config.storage().folder()).hasToString("/opt/brixia/var");
        assertThat(config.storage().keepFinished()).isEqualTo(Duration.ofDays(30));
        assertThat(config.storage().stopWait()).isEqualTo(Duration.ofSeconds(45));
        assertThat(config.queue().url()).isEqualTo("jdbc:h2:file:/opt/brixia/var/db/brixia");
        assertThat(config.queue().poolSize()).isEqualTo(16);
        assertThat(config.pixels().maxPixels()).isEqualTo(28_000_000);
        assertThat(config.pixels().minSidePx()).isEqualTo(200);
        assertThat(config.score().modelFolder()).hasToString("/opt/brixia/models/bsnet-mini");
        assertThat(config.score().device()).isEqualTo(Device.AUTO);
        assertThat(config.score().workers()).isEqualTo(1);
        assertThat(config.score().batch()).isEqualTo(4);
        assertThat(config.score().explain()).isEqualTo(ExplainConfig.DEFAULT);
        assertThat(config.report().overlayOpacity()).isEqualTo(0.5);
        assertThat(config.report().institution()).isEmpty();
        assertThat(config.pipeline().retry().attempts()).isEqualTo(10);
        assertThat(config.pipeline().results()).hasToString("/opt/brixia/var/results");
        assertThat(config.pipeline().routes()).isEmpty();
        assertThat(config.send().backOff().longest()).isEqualTo(Duration.ofDays(1));
        assertThat(config.send().backOff().jitter()).isEqualTo(0.2);
        assertThat(config.dimse().ownTitle()).isEqualTo(new AeTitle("BRIXIA"));
        assertThat(config.destinations()).isEmpty();
    }

    @Test
    void readsTheOutlineThatScriptsRelyOn() throws InvalidConfigurationException {
        NodeConfig config =
                read(
                        """
                        dicom { ae-title = BRIXIA, bind = "0.0.0.0", port = 11112, accepted-callers = [] }
                        storage { dir = "var" }
                        database { url = "jdbc:h2:file:var/db/brixia", user = "", password = "" }
                        model { dir = "models/bsnet-mini", device = auto, workers = 1, batch = 4 }
                        destinations = [ { name = pacs, ae-title = PACS, host = "127.0.0.1", port = 4242 } ]
                        web { bind = "127.0.0.1", port = 8080 }
                        """);
        assertThat(config.destinations()).hasSize(1);
        assertThat(peer(config, 0).aeTitle()).isEqualTo(new AeTitle("PACS"));
        assertThat(config.pipeline().routes().get(0).results())
                .containsExactlyInAnyOrder(
                        SrForm.COMPREHENSIVE_3D.resultForm(), HeatmapWriter.FORM);
        assertThat(config.pipeline().routes().get(0).onlyCaller()).isEmpty();
    }

    private static DimseDestination peer(NodeConfig config, int index) {
        return (DimseDestination) config.destinations().get(index);
    }

    @Test
    void aDestinationMayWantAnotherFormAndOnlyItsOwnResults() throws InvalidConfigurationException {
        NodeConfig config =
                read(
                        "destinations = [ { name = ws, ae-title = WS, host = h, port = 104,"
                                + " sr = basic-text, results-of = own } ]");
        assertThat(config.pipeline().routes().get(0).results())
                .containsExactlyInAnyOrder(SrForm.BASIC_TEXT.resultForm(), HeatmapWriter.FORM);
        assertThat(config.pipeline().routes().get(0).onlyCaller()).contains(new AeTitle("WS"));
    }

    @Test
    void aDestinationGetsHeatmapsCompressedByDefault() throws InvalidConfigurationException {
        NodeConfig config =
                read(
                        "destinations = [ { name = a, ae-title = A, host = h, port = 104 },"
                                + " { name = b, ae-title = B, host = h, port = 104,"
                                + " compressed = stored } ]");
        assertThat(peer(config, 0).compression()).isEqualTo(Compression.PIXELS);
        assertThat(peer(config, 1).compression()).isEqualTo(Compression.STORED);
    }

    @Test
    void theMapCanBeThatOfSuperPixels() throws InvalidConfigurationException {
        NodeConfig config =
                read(
                        "explain { map = super-pixels, super-pixels = 40, replicas = 90,"
                                + " time-budget = 3 s }");
        assertThat(config.score().explain())
                .isEqualTo(new ExplainConfig(HeatKind.SUPER_PIXELS, 40, 90, Duration.ofSeconds(3)));
    }

    @Test
    void theMapOfSuperPixelsNeedsNoOtherKey() throws InvalidConfigurationException {
        assertThat(read("explain.map = super-pixels").score().explain().map())
                .isEqualTo(HeatKind.SUPER_PIXELS);
    }

    @Test
    void aBatchOfExplanationsMustEndWithinAStop() throws InvalidConfigurationException {
        String batch = "model.batch = 2, explain { map = %s, time-budget = 20 s }, stop-wait = %s";
        assertThatThrownBy(() -> read(batch.formatted("super-pixels", "40 s")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("explain.time-budget times model.batch (2 x 20000 ms)")
                .hasMessageContaining("stop-wait (40000 ms)");
        assertThat(read(batch.formatted("super-pixels", "41 s")).score().batch()).isEqualTo(2);
        assertThat(read(batch.formatted("activation", "40 s")).score().batch()).isEqualTo(2);
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        assertThatThrownBy(
                        () ->
                                read(
                                        """
                                        dicom { ae-title = THIS_TITLE_IS_TOO_LONG, prot = 104 }
                                        storage { disk { soft-mark = plenty } }
                                        database { url = "mysql://x" }
                                        model { device = tpu, workers = 0 }
                                        send { retry-first = soon }
                                        destinations = [ { name = a, ae-title = A, host = h, prt = 1 } ]
                                        """))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("test.conf is refused")
                .hasMessageContaining("unknown key dicom.prot (did you mean dicom.port?)")
                .hasMessageContaining("THIS_TITLE_IS_TOO_LONG")
                .hasMessageContaining("soft-mark")
                .hasMessageContaining("url must start with")
                .hasMessageContaining("model.device = 'tpu' is none of: auto, cpu, gpu")
                .hasMessageContaining("retry-first")
                .hasMessageContaining("unknown key destinations[0].prt (did you mean port?)")
                .hasMessageContaining("destinations[0].port is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "model.workers=0, workers",
        "model.batch=100, batch",
        "explain.map=lime, 'explain.map = ''lime'' is none of: activation, super-pixels'",
        "explain.super-pixels=5, super-pixels",
        "explain.replicas=0, replicas",
        "explain.replicas=39, replicas must be from 40 to 5000",
        "explain.time-budget=1 h, time-budget",
        "dicom.port=70000, dicom.port = 70000 is no port: it must be 0 to 65535",
        "web.port=-1, web.port = -1 is no port: it must be 0 to 65535",
        "dicom.max-pdu-length=1 KiB, max-pdu-length must be",
        "storage.disk.hard-mark=9 GiB, storage.disk: soft-mark",
        "pixels.min-side=0, min-side must",
        "report.overlay-opacity=2, overlay-opacity must be 0 to 1",
        "report.time-zone=Mars/Olympus, report.time-zone: 'Mars/Olympus' is not",
        "jobs.attempts=0, attempts must be 1 or more",
        "jobs.retry-first=2 h, retry-first 2 h must",
        "send.batch=0, batch",
        "database.pool-size=1, pool-size 1 must",
        "database.password=[1], password"
    })
    void aBadValueIsNamed(String setting, String named) {
        assertThatThrownBy(() -> read(setting))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining(named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "storage.retry-first = 5 s|unknown key storage.retry-first (there is jobs.retry-first, send.retry-first)",
                "report.keep-finished = 5 days|unknown key report.keep-finished (there is storage.keep-finished)",
                "jobs.stop-wait = 5 s|unknown key jobs.stop-wait (there is stop-wait)",
                "dcom.port = 104|unknown key dcom.port (did you mean dicom.port?)",
                "destinations = [ { name = a, ae-title = A, host = h, port = 1, key-store = k } ]|unknown key destinations[0].key-store (there is tls.key-store)",
            })
    void aKeyInTheWrongBlockIsFoundInAnother(String text, String problem) {
        assertThatThrownBy(() -> read(text)).hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "web.port = 11112|dicom.port on 0.0.0.0 and web.port on 127.0.0.1 are both 11112: each needs a port of its own",
                "dicom { port = 8080, bind = \"127.0.0.1\" }|dicom.port on 127.0.0.1 and web.port on 127.0.0.1 are both 8080",
                "web { port = 8081, bind = localhost }, STOW|stow.port on 0.0.0.0 and web.port on localhost are both 8081",
                "dicom { port = 8081, bind = \"192.0.2.1\" }, STOW, stow.bind = \"::\"|dicom.port on 192.0.2.1 and stow.port on :: are both 8081",
            })
    void thePortsOfTheNodeDiffer(String text, String problem) {
        assertThatThrownBy(() -> read(text.replace("STOW", STOW))).hasMessageContaining(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web { port = 11112, enabled = false }",
                "stow { port = 11112, enabled = false }",
                "dicom.port = 0, web.port = 0",
                "dicom { port = 8080, bind = \"192.0.2.1\" }"
            })
    void portsThatAreNotInEachOthersWayAreAccepted(String text) throws Exception {
        assertThat(read(text).receive().port()).isNotNegative();
    }

    @Test
    void aSyntaxErrorNamesTheFileAndLine() {
        assertThatThrownBy(() -> read("dicom {\n port = 1\n"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("test.conf");
    }

    @Test
    void twoDestinationsOfOneNameAreRefused() {
        String one = "{ name = a, ae-title = A, host = h, port = 104 }";
        assertThatThrownBy(() -> read("destinations = [ %s, %s ]".formatted(one, one)))
                .hasMessageContaining("destinations[1].name = 'a' is defined twice");
    }

    @Test
    void theDatabaseIsInTheStorageFolder() throws Exception {
        NodeConfig config = read("storage.dir = elsewhere");
        assertThat(config.queue().url()).isEqualTo("jdbc:h2:file:/opt/brixia/elsewhere/db/brixia");
    }

    @Test
    void relativePathsAreRelativeToTheInstallation() throws InvalidConfigurationException {
        String tls =
                "{ enabled = true, key-store = keys/own.p12, key-store-password = x,"
                        + " trust-store = \"../trust.p12\", trust-store-password = x }";
        NodeConfig config =
                read(
                        """
                        storage.dir = "../data"
                        model.dir = models/own
                        database.url = "jdbc:h2:file:db/own;CACHE_SIZE=1000"
                        dicom.tls = %s
                        destinations = [ { name = a, ae-title = A, host = h, port = 104, tls = %s } ]
                        """
                                .formatted(tls, tls));
        assertThat(config.storage().folder()).isEqualTo(Path.of("/opt/data"));
        assertThat(config.receive().spool()).isEqualTo(Path.of("/opt/data/spool"));
        assertThat(config.score().modelFolder()).isEqualTo(Path.of("/opt/brixia/models/own"));
        assertThat(config.queue().url())
                .isEqualTo("jdbc:h2:file:/opt/brixia/db/own;CACHE_SIZE=1000");
        TlsConfig own = config.receive().tls().orElseThrow();
        assertThat(own.keyStore()).isEqualTo(Path.of("/opt/brixia/keys/own.p12"));
        assertThat(own.trustStore()).isEqualTo(Path.of("/opt/trust.p12"));
        assertThat(config.destinations().get(0).stores().keys().orElseThrow().file())
                .isEqualTo(own.keyStore());
    }

    @Test
    void absolutePathsStay() throws InvalidConfigurationException {
        NodeConfig config = read("storage.dir = /srv/brixia, model.dir = /srv/model");
        assertThat(config.storage().folder()).isEqualTo(Path.of("/srv/brixia"));
        assertThat(config.queue().url()).isEqualTo("jdbc:h2:file:/srv/brixia/db/brixia");
        assertThat(config.score().modelFolder()).isEqualTo(Path.of("/srv/model"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"storage.dir", "model.dir", "dicom.tls.key-store"})
    void anEmptyPathIsRefused(String key) {
        assertThatThrownBy(() -> read("dicom.tls.enabled = true, " + key + " = \"\""))
                .hasMessageContaining(key + " is empty: name a file or folder");
    }

    @Test
    void everyDurationAndSizeNeedsAUnit() {
        Config defaults = ConfigReader.defaults().resolve();
        List<String> keys =
                defaults.entrySet().stream()
                        .filter(e -> e.getValue().unwrapped().toString().matches("\\d+ [A-Za-z]+"))
                        .map(Map.Entry::getKey)
                        .toList();
        assertThat(keys).hasSizeGreaterThan(20);
        for (String key : keys) {
            String unit = defaults.getString(key).replaceFirst("\\d+ ", "");
            for (String bare : List.of("30", "\" 30 \"", "3e1")) {
                String number = bare.replace("\"", "").strip();
                assertThatThrownBy(() -> read(key + " = " + bare))
                        .as(key + " = " + bare)
                        .isInstanceOf(InvalidConfigurationException.class)
                        .hasMessageContaining(
                                "%s = %s has no unit: write %s %s"
                                        .formatted(key, number, number, unit));
            }
        }
    }

    @Test
    void aNumberFromElsewhereNeedsAUnitToo() {
        assertThatThrownBy(() -> read("days = 30, storage.keep-finished = ${days}"))
                .hasMessageContaining("storage.keep-finished = 30 has no unit: write 30 days");
        assertThatThrownBy(() -> read("send.timeouts { connect = ${?HOSTNAME_THAT_IS_UNSET} 5 }"))
                .hasMessageContaining("send.timeouts.connect = 5 has no unit: write 5 s");
    }

    @ParameterizedTest
    @CsvSource({
        "storage.keep-finished=-5 days, storage.keep-finished must not be negative",
        "storage.keep-finished=5 moons, storage.keep-finished is no duration such as 30 days",
        "dicom.max-object-size=huge, dicom.max-object-size is no size such as 512 MiB",
        "dicom.max-pdu-length=5 GiB, dicom.max-pdu-length must be less than 2 GiB",
        "dicom.port=3.7, dicom.port must be a whole number",
        "dicom.port=[1], 'dicom.port (line 1) is a list, not a number'",
        "stop-wait=[1], 'stop-wait (line 1) is a list, not a text'",
        "stop-wait=0 s, stop-wait must be 1 s or more"
    })
    void aWrongQuantityIsNamed(String setting, String message) {
        assertThatThrownBy(() -> read(setting)).hasMessageEndingWith(message);
    }

    @Test
    void aProblemIsToldOnce() {
        for (String bad :
                List.of(
                        "dicom.port = abc",
                        "dicom.port = 99999999999",
                        "report.time-zone = Mars",
                        "storage.changed-objects = null",
                        "model.dir = null",
                        "storage.dir = [ a ]",
                        "web.host-names = [ \"\" ]",
                        "priors.source = pacs")) {
            assertThatThrownBy(() -> read(bad))
                    .as(bad)
                    .message()
                    .satisfies(text -> assertThat(text.lines()).hasSize(2));
        }
    }

    @Test
    void aNumberThatIsNoneIsRefused() {
        assertThatThrownBy(() -> read("report.overlay-opacity = NaN"))
                .hasMessageContaining("report.overlay-opacity must be a number");
        assertThatThrownBy(() -> read("dicom.port = 1e11"))
                .hasMessageContaining("dicom.port is out of range");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "storage.dir = [ a ]|storage.dir must be a single text",
                "storage.dir { x = 1 }|storage.dir must be a single text",
                "web.host-names = [ \"\" ]|web.host-names has an empty entry",
                "web.proxy { enabled = true, trusted-addresses = [ \"::1\" ], operators = [ \" \" ] }|operators has an empty entry",
                "priors.source = pacs|with protocol = dimse (there is none)",
                "priors.source = x, destinations = [ { name = pacs, ae-title = P, host = h, port = 1 } ]|(there is pacs)",
                "dicom.max-associations = 0|max-associations must be between 1 and 1000, not 0",
                "dicom.timeouts.idle = 2 days|timeouts: idle must be between 1 ms and 1 day, not 2 d",
                "queue.lease = 1 s|queue.lease 1 s must be 5 s to 1 h",
                "send.retry-first = 2 days|retry-first must be between 1 ms and 1 day, not 2 d",
                "report.pdf-series-number = 0|pdf-series-number must be 1 or more, not 0",
                "web.session.idle = 1 s|session.idle must be 1 minute or more",
            })
    void theKeyTheValueAndWhatIsAllowedAreNamed(String text, String problem) {
        assertThatThrownBy(() -> read(text)).hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dicm {}|unknown key dicm",
                "notify.mial {}|unknown key notify.mial",
                "dicom.prot = null|unknown key dicom.prot (did you mean dicom.port?)",
                "dicom.port {}|dicom.port (line 1) is a block, not a number",
                "destinations = [ { name = a, ae-title = A, host = h, port = 1, tsl {} } ]|unknown key destinations[0].tsl",
                "destinations = [ { name = a, ae-title = A, host = h, port = 1, sor = null } ]|unknown key destinations[0].sor",
                "web.users = [ { nam = null } ]|unknown key web.users[0].nam (did you mean name?)",
                "stow.senders = [ { token {} } ], stow.enabled = true|unknown key stow.senders[0].token",
            })
    void anUnknownKeyWithoutAValueIsRefused(String text, String problem) {
        assertThatThrownBy(() -> read(text)).hasMessageContaining(problem);
    }

    /** And no key in the block, of which nothing is known. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dicom.tls = true|dicom.tls (line 1) is true or false, not a block: it is a block of keys, as in dicom.tls { KEY = VALUE }",
                "notify.mail = off|notify.mail (line 1) is a text, not a block",
                "dicom = null|dicom (line 1) is null: it is a block of keys, as in dicom {",
                "dicom = [ 104 ]|dicom (line 1) is a list, not a block",
                "stow.timeouts = 10 s|stow.timeouts (line 1) is a text, not a block",
                "web = 8080|web (line 1) is a number, not a block",
                "destinations = [ { name = a, ae-title = A, host = h, port = 1, tls = true } ]|destinations[0].tls (line 1) is true or false, not a block",
                "destinations = [ { name = a, ae-title = A, host = h, port = 1, tls = null } ]|destinations[0].tls (line 1) is null: it is a block of keys",
                "destinations = [ { name = a, protocol = hl7, host = h, port = 1, tls = on } ]|destinations[0].tls (line 1) is a text, not a block",
                "destinations = [ { name = a, protocol = stow, url = \"https://h\", tls = null } ]|destinations[0].tls (line 1) is null",
                "destinations = [ { name = a, protocol = fhir, url = \"https://h\", tls = 1 } ]|destinations[0].tls (line 1) is a number, not a block",
                "destinations = true|destinations (line 1) is true or false, not a list",
                "dicom.port = null|dicom.port (line 1) is null",
            })
    void anotherValueInThePlaceOfABlockIsTheOnlyProblem(String text, String problem) {
        assertThatThrownBy(() -> read(text))
                .hasMessageContaining(problem)
                .message()
                .satisfies(message -> assertThat(message.lines()).hasSize(2));
    }

    @Test
    void theOtherProblemsAreToldBesideThatOfABlock() {
        assertThatThrownBy(() -> read("dicom.tls = true, web.port = x"))
                .hasMessageContaining("dicom.tls (line 1)")
                .hasMessageContaining("web.port (line 1) is a text, not a number");
    }

    @Test
    void aKnownBlockMayBeEmpty() throws InvalidConfigurationException {
        assertThat(read("dicom { timeouts {} }, notify { mail {} }").destinations()).isEmpty();
    }
}
