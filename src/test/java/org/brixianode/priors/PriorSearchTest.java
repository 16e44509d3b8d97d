package org.brixianode.priors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.dicom.NetworkLimits;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.StoreHandler;
import org.brixianode.study.AeTitle;
import org.brixianode.testkit.ManualClock;
import org.brixianode.testkit.QueryPacs;
import org.brixianode.testkit.ReportFixtures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A search against a PACS that answers what it likes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PriorSearchTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir Path folder;

    private QueryPacs pacs;
    private PriorSearch search;
    private final FakePriorLog log = new FakePriorLog();
    private final List<Optional<String>> health = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() throws IOException {
        if (search != null) {
            search.close();
        }
        pacs.close();
    }

    private void look(Duration wait, int number, String patientId) throws IOException {
        look(wait, number, patientId, "HOSPITAL");
    }

    private void look(Duration wait, int number, String patientId, String issuer)
            throws IOException {
        put(wait, patientId, issuer);
        start(() -> Optional.of(config(pacs, number)), Clock.systemUTC());
    }

    private void put(Duration wait, String patientId, String issuer) throws IOException {
        Attributes header = ReportFixtures.sourceHeader();
        header.setString(Tag.PatientID, VR.LO, patientId);
        header.setString(Tag.IssuerOfPatientID, VR.LO, issuer);
        Path file = folder.resolve("present.dcm");
        Part10.write(file, header);
        log.next.set(
                new PriorLog.Waiting(
                        1, file, header.getString(Tag.StudyInstanceUID), Instant.now().plus(wait)));
    }

    private void start(Supplier<Optional<PriorsConfig>> config, Clock clock) {
        search =
                new PriorSearch(config, log, new StoreHandler(pacs), List.of(), health::add, clock);
        search.start();
    }

    private static PriorsConfig config(QueryPacs pacs, int number) {
        return config(pacs, number, PriorsConfig.Retrieve.MOVE);
    }

    private static PriorsConfig config(QueryPacs pacs, int number, PriorsConfig.Retrieve retrieve) {
        return new PriorsConfig(
                new AeTitle("BRIXIA"),
                11112,
                new PriorSource(
                        "pacs",
                        new AeTitle(QueryPacs.TITLE),
                        "127.0.0.1",
                        pacs.port(),
                        Optional.empty()),
                retrieve,
                number,
                Duration.ofDays(100),
                Duration.ofSeconds(30),
                new NetworkLimits(LIMIT, LIMIT, LIMIT, LIMIT, LIMIT, LIMIT, 1 << 16));
    }

    private static Attributes study(String uid, String date, String patientId) {
        Attributes answer = new Attributes();
        answer.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 100");
        answer.setString(Tag.PatientID, VR.LO, patientId);
        answer.setString(Tag.PatientName, VR.PN, "Müller^Jörg");
        answer.setString(Tag.StudyDate, VR.DA, date);
        answer.setString(Tag.StudyTime, VR.TM, "0800");
        answer.setString(Tag.ModalitiesInStudy, VR.CS, "DX", "SR");
        answer.setString(Tag.StudyInstanceUID, VR.UI, uid);
        return answer;
    }

    private static Attributes series(String study, String uid, String modality) {
        Attributes answer = new Attributes();
        answer.setString(Tag.StudyInstanceUID, VR.UI, study);
        answer.setString(Tag.SeriesInstanceUID, VR.UI, uid);
        answer.setString(Tag.Modality, VR.CS, modality);
        return answer;
    }

    private static Attributes with(Attributes answer, int tag, VR vr, String value) {
        answer.setString(tag, vr, value);
        return answer;
    }

    private void awaitEnd() {
        await().atMost(LIMIT).until(() -> log.ended.size() + log.failed.size() > 0);
    }

    /** A search that failed as a whole, of which the operator learns. */
    private void assertTriedAgain() {
        assertThat(log.ended).as("it is tried again").isEmpty();
        assertThat(health).singleElement().satisfies(one -> assertThat(one).isPresent());
    }

    @Test
    void onlyRadiographsOfThePatientAreFetchedTheLatestStudiesFirst() throws Exception {
        pacs =
                new QueryPacs(QueryPacs.Manner.ANSWERS)
                        .study(study("1.1", "20260101", "PID-1"))
                        .study(study("1.2", "20260301", "PID-1"))
                        .study(study("1.3", "20260201", "PID-1"))
                        .series(series("1.1", "1.1.1", "DX"))
                        .series(series("1.2", "1.2.1", "CR"))
                        .series(series("1.2", "1.2.2", "SR"))
                        .series(series("1.3", "1.3.1", "DX"));
        look(LIMIT, 2, "PID-1");
        awaitEnd();

        assertThat(log.failed).isEmpty();
        assertThat(log.ended).containsExactly(Optional.empty());
        assertThat(pacs.moved()).containsExactly("1.2.1", "1.3.1");
        assertThat(log.expected).containsExactly("1.2.1", "1.3.1");
        Attributes asked = pacs.questions().get(0);
        assertThat(asked.getString(Tag.PatientID)).isEqualTo("PID-1");
        assertThat(asked.getString(Tag.IssuerOfPatientID)).isEqualTo("HOSPITAL");
        assertThat(asked.getString(Tag.StudyDate)).isEqualTo("20251130-20260310");
    }

    /** Unlike that to a C-MOVE, the answer comes after the images. */
    @ParameterizedTest
    @CsvSource({"GET, no image of series 1.1.1 came", "MOVE,"})
    void aSeriesOfWhichNothingHasComeIsMissingAfterACGet(
            PriorsConfig.Retrieve retrieve, String missing) throws Exception {
        log.lost.add("1.1.1");
        pacs =
                new QueryPacs(QueryPacs.Manner.ANSWERS)
                        .offersGet()
                        .study(study("1.1", "20260101", "PID-1"))
                        .series(series("1.1", "1.1.1", "DX"))
                        .series(series("1.1", "1.1.2", "DX"));
        put(LIMIT, "PID-1", "HOSPITAL");
        start(() -> Optional.of(config(pacs, 2, retrieve)), Clock.systemUTC());
        awaitEnd();

        assertThat(pacs.moved()).containsExactly("1.1.1", "1.1.2");
        assertThat(log.ended).containsExactly(Optional.ofNullable(missing));
    }

    /** Of a study that another search has fetched: it may not have come, or been lost. */
    @Test
    void aSeriesOfAFetchedStudyOfWhichNothingCameIsFetchedAgain() throws Exception {
        log.known.put("1.1", PriorLog.Known.FETCHED);
        log.lost.add("1.1.1");
        pacs =
                new QueryPacs(QueryPacs.Manner.ANSWERS)
                        .study(study("1.1", "20260101", "PID-1"))
                        .series(series("1.1", "1.1.1", "DX"))
                        .series(series("1.1", "1.1.2", "DX"));
        look(LIMIT, 2, "PID-1");
        awaitEnd();

        assertThat(log.ended).containsExactly(Optional.empty());
        assertThat(pacs.moved()).containsExactly("1.1.1");
        assertThat(log.expected).containsExactly("1.1.1", "1.1.2");
    }

    /** Images of before the restart wait, and nobody searches for them. */
    @Test
    void imagesThatWaitAreReleasedAfterARestartWithoutTheSearch() throws Exception {
        pacs = new QueryPacs(QueryPacs.Manner.ANSWERS);
        ManualClock clock = new ManualClock(Instant.parse("2026-03-01T10:00:00Z"));
        AtomicInteger turns = new AtomicInteger();
        start(
                () -> {
                    turns.incrementAndGet();
                    return Optional.empty();
                },
                clock);
        awaitMore(log.settled, 2);

        clock.advance(PriorsConfig.LONGEST_WAIT);
        awaitMore(log.settled, 2);
        clock.advance(Duration.ofMinutes(2));
        assertThatNobodyWaits(turns);
    }

    @Test
    void answersOfOthersAndOfOtherTimesAreLeftOut() throws Exception {
        Attributes ownStudy =
                study(
                        ReportFixtures.sourceHeader().getString(Tag.StudyInstanceUID),
                        "20260310",
                        "PID-1");
        pacs =
                new QueryPacs(QueryPacs.Manner.ANSWERS)
                        .study(study("1.1", "20260201", "PID-12"))
                        .study(study("1.2", "20260201", "pid-1"))
                        .study(
                                with(
                                        study("1.3", "20260201", "PID-1"),
                                        Tag.IssuerOfPatientID,
                                        VR.LO,
                                        "OTHER"))
                        .study(with(study("1.4", "20260201", "PID-1"), Tag.PatientSex, VR.CS, "F"))
                        .study(
                                with(
                                        study("1.5", "20260201", "PID-1"),
                                        Tag.PatientBirthDate,
                                        VR.DA,
                                        "19990101"))
                        .study(
                                with(
                                        study("1.6", "20260201", "PID-1"),
                                        Tag.PatientName,
                                        VR.PN,
                                        "Roe^Mary"))
                        .study(study("1.7", "20250201", "PID-1"))
                        .study(study("1.8", "20260311", "PID-1"))
                        .study(study("not a uid", "20260201", "PID-1"))
                        .study(
                                with(
                                        study("1.10", "20260201", "PID-1"),
                                        Tag.ModalitiesInStudy,
                                        VR.CS,
                                        "CT"))
                        .study(ownStudy);
        look(LIMIT, 8, "PID-1");
        awaitEnd();

        assertThat(log.ended).containsExactly(Optional.empty());
        assertThat(pacs.questions()).as("nothing is asked at the level SERIES").hasSize(1);
        assertThat(pacs.moved()).isEmpty();
    }

    /** The same number of two issuers is two persons; an issuer that only one names may differ. */
    @Test
    void anIssuerThatTheImageDoesNotNameIsAnothers() throws Exception {
        pacs =
                new QueryPacs(QueryPacs.Manner.ANSWERS)
                        .study(
                                with(
                                        study("1.1", "20260201", "PID-1"),
                                        Tag.IssuerOfPatientID,
                                        VR.LO,
                                        "OTHER"))
                        .study(study("1.2", "20260202", "PID-1"))
                        .series(series("1.1", "1.1.1", "DX"))
                        .series(series("1.2", "1.2.1", "DX"));
        look(LIMIT, 8, "PID-1", "");
        awaitEnd();

        assertThat(log.ended).containsExactly(Optional.empty());
        assertThat(pacs.moved()).containsExactly("1.2.1");
    }

    @Test
    void whatTheNodeHasIsNotFetchedAgain() throws Exception {
        log.known.put("1.1", PriorLog.Known.YES);
        log.known.put("1.2", PriorLog.Known.FETCHED);
        pacs =
                new QueryPacs(QueryPacs.Manner.ANSWERS)
                        .study(study("1.1", "20260201", "PID-1"))
                        .study(study("1.2", "20260202", "PID-1"))
                        .series(series("1.1", "1.1.1", "DX"))
                        .series(series("1.2", "1.2.1", "DX"));
        look(LIMIT, 8, "PID-1");
        awaitEnd();

        assertThat(pacs.moved()).isEmpty();
        assertThat(log.expected).containsExactly("1.2.1");
    }

    @Test
    void answersWithoutEndAreCancelledAndThenCutOff() throws Exception {
        pacs = new QueryPacs(QueryPacs.Manner.ENDLESS).study(study("1.1", "20260201", "PID-1"));
        look(LIMIT, 8, "PID-1");
        awaitEnd();

        assertThat(log.failed)
                .singleElement()
                .satisfies(
                        reason ->
                                assertThat(reason)
                                        .startsWith("pacs (PACS at 127.0.0.1:")
                                        .contains("did not stop at a C-CANCEL"));
        assertThat(pacs.cancelled()).isEqualTo(1);
        assertTriedAgain();
    }

    @Test
    void anAnswerThatWouldFillTheMemoryIsCutOff() throws Exception {
        pacs =
                new QueryPacs(QueryPacs.Manner.ANSWERS)
                        .study(
                                with(
                                        study("1.1", "20260201", "PID-1"),
                                        Tag.PatientComments,
                                        VR.LT,
                                        "x".repeat(2 << 20)));
        look(LIMIT, 8, "PID-1");
        awaitEnd();

        assertThat(log.failed)
                .singleElement()
                .satisfies(
                        reason ->
                                assertThat(reason)
                                        .contains("this node aborted the association")
                                        .contains("no valid response"));
    }

    @Test
    void aPacsThatKeepsSilentIsLeftAtTheDeadline() throws Exception {
        pacs = new QueryPacs(QueryPacs.Manner.SILENT);
        long start = System.nanoTime();
        look(Duration.ofSeconds(1), 8, "PID-1");
        awaitEnd();

        assertThat(log.failed)
                .singleElement()
                .satisfies(one -> assertThat(one).endsWith(": no answer within priors.wait"));
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("not at the limit of an answer")
                .isBetween(Duration.ofMillis(900), LIMIT.minusSeconds(2));
    }

    @Test
    void theNextSearchFollowsAnError() throws Exception {
        log.error.set(new OutOfMemoryError("for a test"));
        pacs = new QueryPacs(QueryPacs.Manner.ANSWERS);
        look(LIMIT, 8, "PID-1");
        awaitEnd();

        assertThat(log.error).as("it was thrown").hasNullValue();
        assertThat(log.ended).containsExactly(Optional.empty());
    }

    @Test
    void aPacsThatHangsUpIsAskedAgainLater() throws Exception {
        pacs = new QueryPacs(QueryPacs.Manner.HANGS_UP);
        look(LIMIT, 8, "PID-1");
        awaitEnd();

        assertThat(log.failed)
                .singleElement()
                .satisfies(reason -> assertThat(reason).startsWith("pacs (PACS at 127.0.0.1:"));
        assertTriedAgain();
    }

    /** What to do differs: the first status is the PACS's word that it does not know the node. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    0xA801 | 0xA801 (move destination unknown): | at this node's address and port 11112
                    0xC000 | C-MOVE failed with status 0xC000: | at this node's address and port 11112, for C-MOVE
                    """)
    void aFailureOfAMoveSaysWhatToDo(int status, String words, String what) throws Exception {
        pacs =
                new QueryPacs(QueryPacs.Manner.ANSWERS)
                        .moves(status)
                        .study(study("1.1", "20260201", "PID-1"))
                        .series(series("1.1", "1.1.1", "DX"));
        look(LIMIT, 8, "PID-1");
        awaitEnd();

        assertThat(log.ended).as("it is tried again").isEmpty();
        assertThat(log.failed)
                .singleElement()
                .satisfies(
                        reason ->
                                assertThat(reason)
                                        .contains(
                                                words,
                                                "the PACS must know AE title BRIXIA " + what));
    }

    @Test
    void aPatientIdWithAWildCardIsNotAskedFor() throws Exception {
        pacs = new QueryPacs(QueryPacs.Manner.ANSWERS);
        look(LIMIT, 8, "PID*");
        awaitEnd();

        assertThat(log.ended.get(0).orElseThrow())
                .startsWith("a Patient ID with the wild-card characters");
        assertThat(pacs.questions()).isEmpty();
    }

    @Test
    void theSearchIsByTheConfigurationInForce() throws Exception {
        pacs = new QueryPacs(QueryPacs.Manner.ANSWERS);
        try (QueryPacs other = new QueryPacs(QueryPacs.Manner.ANSWERS)) {
            AtomicReference<Optional<PriorsConfig>> config =
                    new AtomicReference<>(Optional.of(config(pacs, 2)));
            put(LIMIT, "PID-1", "HOSPITAL");
            start(config::get, Clock.systemUTC());
            await().atMost(LIMIT).until(() -> log.ended.size() == 1);
            assertThat(pacs.questions()).hasSize(1);

            config.set(Optional.of(config(other, 2)));
            put(LIMIT, "PID-2", "HOSPITAL");
            await().atMost(LIMIT).until(() -> log.ended.size() == 2);
            assertThat(pacs.questions()).hasSize(1);
            assertThat(other.questions()).hasSize(1);
            assertThat(log.failed).isEmpty();
        }
    }

    @Test
    void imagesThatWaitAreReleasedWhenTheSearchIsSwitchedOff() throws Exception {
        pacs = new QueryPacs(QueryPacs.Manner.ANSWERS);
        ManualClock clock = new ManualClock(Instant.parse("2026-03-01T10:00:00Z"));
        AtomicReference<Optional<PriorsConfig>> config =
                new AtomicReference<>(Optional.of(config(pacs, 2)));
        AtomicInteger turns = new AtomicInteger();
        start(
                () -> {
                    turns.incrementAndGet();
                    return config.get();
                },
                clock);
        awaitMore(log.settled, 1);

        config.set(Optional.empty());
        awaitMore(turns, 2);
        put(LIMIT, "PID-1", "HOSPITAL");
        awaitMore(log.settled, 2);
        assertThat(log.next.get()).as("is not claimed").isNotNull();

        clock.advance(PriorsConfig.LONGEST_WAIT.plusMinutes(2));
        assertThatNobodyWaits(turns);

        config.set(Optional.of(config(pacs, 2)));
        await().atMost(LIMIT).until(() -> log.next.get() == null);
    }

    private void assertThatNobodyWaits(AtomicInteger turns) {
        awaitMore(turns, 2);
        int settled = log.settled.get();
        awaitMore(turns, 2);
        assertThat(log.settled).as("nobody waits any more").hasValue(settled);
    }

    private static void awaitMore(AtomicInteger count, int more) {
        int before = count.get();
        await().atMost(LIMIT).until(() -> count.get() >= before + more);
    }
}
