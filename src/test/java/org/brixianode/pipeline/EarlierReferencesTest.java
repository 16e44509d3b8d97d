package org.brixianode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.ops.Events;
import org.brixianode.queue.DeliveryQueue;
import org.brixianode.queue.DeliveryRecord;
import org.brixianode.queue.JobAdmin;
import org.brixianode.queue.JobQueue;
import org.brixianode.queue.QueueConfig;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.queue.ResultHistory;
import org.brixianode.report.sr.SrForm;
import org.brixianode.study.Acquisition;
import org.brixianode.study.Job;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.Patient;
import org.brixianode.study.PersonFacts;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.StageException;
import org.brixianode.testkit.ReportFixtures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A report refers to the prior's report and to its predecessor in its own form, and only where each
 * of its destinations was given them; on a real queue, over runs between which destinations change.
 */
final class EarlierReferencesTest {

    private static final Instant NOW = Instant.parse("2026-03-10T09:16:05Z");
    private static final Patient PATIENT = new Patient("aa".repeat(32));

    @TempDir Path folder;

    private QueueDatabase database;
    private JobQueue queue;
    private List<OutgoingObject> written = List.of();

    /** Of the next image. */
    private Patient patient = PATIENT;

    /** Destinations that get messages instead of objects. */
    private Set<String> messages = Set.of();

    @BeforeEach
    void open() throws Exception {
        database =
                QueueDatabase.open(
                        QueueConfig.of("jdbc:h2:file:" + folder.resolve("brixia"), "", "", folder));
        queue = new JobQueue(database);
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    private static SrForm another(SrForm form) {
        return SrForm.values()[(form.ordinal() + 1) % SrForm.values().length];
    }

    @ParameterizedTest
    @EnumSource
    void eachDestinationIsPointedToWhatItWasGivenInItsForm(SrForm form) throws Exception {
        Map<String, SrForm> routes = Map.of("a", form, "b", another(form), "c", form);
        Map<SrForm, String> first = score("2.25.1", 1, routes);
        Map<SrForm, String> second = score("2.25.1", 1, routes);
        assertThat(first.keySet()).containsExactlyInAnyOrder(form, another(form));
        for (SrForm one : first.keySet()) {
            assertThat(predecessors(one)).containsExactly(first.get(one));
        }
        score("2.25.2", 2, routes);
        for (SrForm one : second.keySet()) {
            assertThat(priors(one)).containsExactly(second.get(one));
            assertThat(predecessors(one)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDestinationThatChangedItsFormIsPointedToNoOtherForm(SrForm form) throws Exception {
        score("2.25.1", 1, Map.of("a", form));
        Map<SrForm, String> second = score("2.25.1", 1, Map.of("a", another(form)));
        assertThat(second.keySet()).containsExactly(another(form));
        assertThat(predecessors(another(form))).isEmpty();
        score("2.25.2", 2, Map.of("a", form));
        assertThat(priors(form)).as("of a form that the latest result has not").isEmpty();
        score("2.25.1", 1, Map.of("a", another(form)));
        assertThat(predecessors(another(form))).containsExactly(second.get(another(form)));
    }

    @ParameterizedTest
    @EnumSource
    void aReportThatOneOfItsDestinationsWasNotGivenIsNotReferredTo(SrForm form) throws Exception {
        Map<SrForm, String> first =
                score("2.25.1", 1, Map.of("a", form, "b", another(form), "c", another(form)));
        score("2.25.1", 1, Map.of("a", form, "b", form, "c", another(form)));
        assertThat(predecessors(form)).as("b was not given it").isEmpty();
        assertThat(predecessors(another(form))).containsExactly(first.get(another(form)));
        score("2.25.2", 2, Map.of("d", form, "c", another(form)));
        assertThat(priors(form)).as("d is new").isEmpty();
        assertThat(priors(another(form))).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aDestinationOfMessagesRestrictsNoReference(SrForm form) throws Exception {
        Map<SrForm, String> first = score("2.25.1", 1, Map.of("a", form));
        messages = Set.of("his");
        Map<SrForm, String> second = score("2.25.1", 1, Map.of("a", form, "his", form));
        assertThat(predecessors(form)).as("for a").containsExactly(first.get(form));
        Map<SrForm, String> third = score("2.25.1", 1, Map.of("his", form));
        assertThat(predecessors(form)).as("for his alone").containsExactly(second.get(form));
        score("2.25.1", 1, Map.of("his", form));
        assertThat(predecessors(form)).as("of his alone").containsExactly(third.get(form));
        score("2.25.1", 1, Map.of("a", form));
        assertThat(predecessors(form)).as("a was not given the last one").isEmpty();
    }

    /** A corrected image must not lead a reader from one person's report to another's. */
    @ParameterizedTest
    @EnumSource
    void aReportOfAnotherPersonIsNotReferredTo(SrForm form) throws Exception {
        String key = PATIENT.key();
        patient = new Patient(key, PersonFacts.of(key, "Roe^Mary", "19560402", "F"));
        score("2.25.1", 1, Map.of("a", form));
        patient = new Patient(key, PersonFacts.of(key, "Roe^Mary", "19560402", "M"));
        Map<SrForm, String> second = score("2.25.1", 1, Map.of("a", form));
        assertThat(predecessors(form)).as("another sex").isEmpty();
        score("2.25.1", 1, Map.of("a", form));
        assertThat(predecessors(form)).as("the same").containsExactly(second.get(form));
        patient = new Patient("bb".repeat(32), patient.facts());
        score("2.25.1", 1, Map.of("a", form));
        assertThat(predecessors(form)).as("another identifier").isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void objectsWithoutDestinationsAreNotReferredTo(SrForm form) throws Exception {
        score("2.25.1", 1, Map.of());
        score("2.25.1", 1, Map.of("a", form));
        assertThat(predecessors(form)).isEmpty();
    }

    /**
     * Scores an image, again if it was scored before.
     *
     * @return the UID of the report of each form that was written
     */
    private Map<SrForm, String> score(String uid, int day, Map<String, SrForm> forms)
            throws Exception {
        ReceivedInstance instance =
                ReportFixtures.source(
                        folder,
                        header -> {
                            header.setString(Tag.SOPInstanceUID, VR.UI, uid);
                            header.setString(Tag.StudyInstanceUID, VR.UI, uid + ".1");
                        });
        JobAdmin desk = new JobAdmin(database);
        Optional<Job> before = desk.find(uid);
        if (before.isPresent()) {
            desk.rescore(before.get().id(), NOW, Optional.empty());
        } else {
            queue.enqueue(instance);
        }
        Job job = queue.claim(1, NOW, NOW.plusSeconds(60)).get(0);
        composer(forms)
                .complete(
                        new Decoded(
                                job,
                                StandInScorer.prepared(ReportFixtures.phantom(8, 8)),
                                new Acquisition(
                                        Optional.of(patient),
                                        Optional.of(LocalDateTime.of(2026, 3, day, 8, 0))),
                                Optional.empty(),
                                Optional.empty()),
                        ReportFixtures.sheet());
        deliver(forms.keySet());
        Map<SrForm, String> reports = new LinkedHashMap<>();
        for (SrForm form : SrForm.values()) {
            written.stream()
                    .filter(form.resultForm()::isOf)
                    .forEach(object -> reports.put(form, object.ref().sopInstanceUid()));
        }
        return reports;
    }

    /** What waits for a delivery is not scored again. */
    private void deliver(Set<String> destinations) throws StageException {
        DeliveryQueue outbox = new DeliveryQueue(database);
        for (String destination : destinations) {
            for (DeliveryRecord due : outbox.claim(destination, 9, NOW, NOW.plusSeconds(60))) {
                outbox.sent(due.claim(), 0, NOW);
            }
        }
    }

    private Composer composer(Map<String, SrForm> forms) {
        List<Route> routes =
                forms.entrySet().stream()
                        .map(
                                one ->
                                        new Route(
                                                one.getKey(),
                                                Set.of(one.getValue().resultForm()),
                                                Optional.empty(),
                                                !messages.contains(one.getKey())))
                        .toList();
        PipelineConfig config =
                new PipelineConfig(
                        1,
                        1,
                        1,
                        PipelineConfig.Retry.DEFAULT,
                        Duration.ofSeconds(1),
                        1 << 20,
                        folder.resolve("results"),
                        routes);
        return new Composer(
                config,
                new Stages(
                        queue,
                        new ResultHistory(database),
                        instance -> {
                            throw new IllegalStateException("nothing is decoded here");
                        },
                        new StandInScorer(
                                radiographs -> {
                                    throw new IllegalStateException("nothing is scored here");
                                }),
                        (request, into) -> {
                            written = ReportFixtures.STAGE.write(request, into);
                            return written;
                        },
                        () -> {},
                        Events.NONE));
    }

    private Attributes report(SrForm form) throws IOException {
        OutgoingObject object =
                written.stream().filter(form.resultForm()::isOf).findFirst().orElseThrow();
        return ReportFixtures.read(object.file());
    }

    private List<String> predecessors(SrForm form) throws IOException {
        return references(report(form), Tag.PredecessorDocumentsSequence);
    }

    private List<String> priors(SrForm form) throws IOException {
        return references(report(form), Tag.PertinentOtherEvidenceSequence);
    }

    /** Hierarchical SOP Instance Reference Macro (PS3.3 Table C.17-3). */
    private static List<String> references(Attributes report, int tag) {
        List<String> uids = new ArrayList<>();
        for (Attributes study : items(report, tag)) {
            for (Attributes series : items(study, Tag.ReferencedSeriesSequence)) {
                for (Attributes object : items(series, Tag.ReferencedSOPSequence)) {
                    uids.add(object.getString(Tag.ReferencedSOPInstanceUID));
                }
            }
        }
        return uids;
    }

    private static List<Attributes> items(Attributes owner, int tag) {
        Sequence sequence = owner.getSequence(tag);
        return sequence == null ? List.of() : List.copyOf(sequence);
    }
}
