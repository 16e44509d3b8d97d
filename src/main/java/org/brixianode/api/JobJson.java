package org.brixianode.api;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.brixianode.queue.DeliveryRecord;
import org.brixianode.queue.DeliveryState;
import org.brixianode.study.Job;
import org.brixianode.study.SafeText;
import org.brixianode.study.StudyFacts;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A job and its deliveries, without patient data except {@link #facts}. */
public final class JobJson {

    private static final int MAX_TEXT = 500;
    private static final int MAX_UID = 64;

    public static Map<String, Object> of(Job job, List<DeliveryRecord> deliveries) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", job.id());
        fields.put("sopInstanceUid", uid(job.instance().ref().sopInstanceUid()));
        fields.put("state", job.state().name());
        fields.put("reason", job.reason().map(JobJson::text).orElse(null));
        fields.put("receivedAt", job.instance().receivedAt().toString());
        fields.put("attempts", job.attempts());
        fields.put("study", uid(job.instance().ref().studyUid()));
        fields.put("instance", uid(job.instance().ref().sopInstanceUid()));
        fields.put("caller", job.instance().callingAe().toString());
        fields.put("deliveries", deliveries.stream().map(JobJson::delivery).toList());
        return fields;
    }

    /**
     * As {@link #of}, with the scores.
     *
     * @param sheetJson the score sheet as stored with the job
     */
    public static Map<String, Object> withScores(
            Job job, List<DeliveryRecord> deliveries, Optional<String> sheetJson) {
        Map<String, Object> fields = of(job, deliveries);
        fields.put("scores", sheetJson.map(JsonMapper.shared()::readTree).orElse(null));
        return fields;
    }

    private static Map<String, Object> delivery(DeliveryRecord delivery) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("destination", text(delivery.destination()));
        fields.put("run", delivery.run());
        fields.put("kind", delivery.object().kind().name());
        fields.put("state", delivery.state().name());
        fields.put("awaitsCommitment", delivery.awaitsCommitment());
        fields.put("rejectedBy", delivery.rejectedBy().map(JobJson::uid).orElse(null));
        OptionalInt status = delivery.lastStatus();
        fields.put("status", status.isPresent() ? status.getAsInt() : null);
        fields.put("error", delivery.lastError().map(JobJson::text).orElse(null));
        fields.put("attempts", delivery.attempts());
        fields.put("sopInstanceUid", uid(delivery.object().ref().sopInstanceUid()));
        fields.put("sentAt", sentAt(delivery).map(Object::toString).orElse(null));
        fields.put("nextAttemptAt", nextAttemptAt(delivery).map(Object::toString).orElse(null));
        return fields;
    }

    /**
     * The time of sending; a delivery that is being resent still has the earlier time, which is
     * omitted.
     */
    public static Optional<Instant> sentAt(DeliveryRecord delivery) {
        return delivery.sentAt().filter(at -> delivery.state().isDelivered());
    }

    /** Before when a waiting delivery is not tried; empty in any other state. */
    public static Optional<Instant> nextAttemptAt(DeliveryRecord delivery) {
        return delivery.state() == DeliveryState.WAITING
                ? Optional.of(delivery.nextAttemptAt())
                : Optional.empty();
    }

    /** The attributes by which people search, which are patient data. */
    public static Map<String, Object> facts(StudyFacts facts) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("patientId", orNull(facts.patientId()));
        fields.put("patientIdIssuer", orNull(facts.patientIdIssuer()));
        fields.put("accession", orNull(facts.accessionNumber()));
        fields.put("studyDate", orNull(facts.studyDate()));
        fields.put("modality", orNull(facts.modality()));
        fields.put("view", orNull(facts.viewPosition()));
        return fields;
    }

    private static @Nullable String orNull(Optional<String> value) {
        return value.map(JobJson::text).orElse(null);
    }

    /** Sanitises a text that may come from a peer or a file. */
    public static String text(String foreign) {
        return SafeText.line(foreign, MAX_TEXT);
    }

    public static String uid(String foreign) {
        return SafeText.line(foreign, MAX_UID);
    }

    private JobJson() {}
}
