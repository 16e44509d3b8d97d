package org.brixianode.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.Patient;
import org.brixianode.study.PersonFacts;
import org.brixianode.study.StoredObject;
import org.brixianode.study.StoredResult;
import org.brixianode.study.Zone;

/** SQL of the tables {@code result} and {@code result_report}. */
final class ResultRows {

    private static final String SELECT =
            "SELECT source_sop_instance_uid, run, patient_key, person_name, person_birth_date,"
                    + " person_sex, taken_at, model_id, model_version, model_digest,"
                    + " zone_a, zone_b, zone_c, zone_d, zone_e, zone_f, scored_at,"
                    + " study_uid, probabilities, not_assessable FROM result ";

    private static final String INSERT =
            "INSERT INTO result (source_sop_instance_uid, run, content_digest, patient_key,"
                    + " person_name, person_birth_date, person_sex, taken_at,"
                    + " model_id, model_version, model_digest,"
                    + " zone_a, zone_b, zone_c, zone_d, zone_e, zone_f, scored_at,"
                    + " study_uid, probabilities, not_assessable)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String INSERT_OBJECT =
            "INSERT INTO result_report (source_sop_instance_uid, run, sop_instance_uid,"
                    + " sop_class_uid, study_uid, series_uid, destination)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?)";

    /** For reports whose destinations are unknown. */
    private static final Set<String> UNKNOWN_DESTINATION = Set.of("");

    /** Inserts a result with its objects. */
    static void insert(Sql sql, StoredResult result, String contentDigest) throws SQLException {
        Optional<PersonFacts> facts = result.patient().map(Patient::facts);
        sql.update(
                INSERT,
                result.sourceSopInstanceUid(),
                result.run(),
                contentDigest,
                result.patient().map(Patient::key),
                nonEmpty(facts.map(PersonFacts::name)),
                nonEmpty(facts.map(PersonFacts::birthDate)),
                nonEmpty(facts.map(PersonFacts::sex)),
                result.takenAt(),
                result.model().id(),
                result.model().version(),
                result.model().digest(),
                Objects.requireNonNull(result.zones().get(Zone.A)),
                Objects.requireNonNull(result.zones().get(Zone.B)),
                Objects.requireNonNull(result.zones().get(Zone.C)),
                Objects.requireNonNull(result.zones().get(Zone.D)),
                Objects.requireNonNull(result.zones().get(Zone.E)),
                Objects.requireNonNull(result.zones().get(Zone.F)),
                result.scoredAt(),
                result.studyUid(),
                ProbabilityText.of(result.grades()),
                letters(result.notAssessable()));
        for (StoredObject object : result.objects()) {
            insertObject(sql, result, object);
        }
    }

    private static void insertObject(Sql sql, StoredResult result, StoredObject object)
            throws SQLException {
        Set<String> destinations =
                object.destinations().isEmpty() ? UNKNOWN_DESTINATION : object.destinations();
        for (String destination : destinations) {
            sql.update(
                    INSERT_OBJECT,
                    result.sourceSopInstanceUid(),
                    result.run(),
                    object.ref().sopInstanceUid(),
                    object.ref().sopClassUid(),
                    object.ref().studyUid(),
                    object.ref().seriesUid(),
                    destination);
        }
    }

    private static Optional<String> nonEmpty(Optional<String> text) {
        return text.filter(value -> !value.isEmpty());
    }

    /** All matching results, without their objects. */
    static List<StoredResult> withoutObjects(Sql sql, String condition, Object... parameters)
            throws SQLException {
        return sql.list(ResultRows::read, SELECT + condition, parameters);
    }

    /** The first matching result, with its objects. */
    static Optional<StoredResult> first(Sql sql, String condition, Object... parameters)
            throws SQLException {
        Optional<StoredResult> found =
                sql.first(
                        ResultRows::read,
                        SELECT + condition + " FETCH FIRST 1 ROWS ONLY",
                        parameters);
        return found.isEmpty() ? found : Optional.of(withObjects(sql, found.get()));
    }

    static StoredResult withObjects(Sql sql, StoredResult withoutObjects) throws SQLException {
        Map<InstanceRef, Set<String>> destinations = new LinkedHashMap<>();
        sql.list(
                row ->
                        destinations
                                .computeIfAbsent(JobRows.ref(row), ref -> new HashSet<>())
                                .add(row.getString("destination")),
                "SELECT study_uid, series_uid, sop_class_uid, sop_instance_uid, destination"
                        + " FROM result_report WHERE source_sop_instance_uid = ? AND run = ?"
                        + " ORDER BY sop_class_uid, sop_instance_uid, destination",
                withoutObjects.sourceSopInstanceUid(),
                withoutObjects.run());
        List<StoredObject> objects = new ArrayList<>();
        destinations.forEach(
                (ref, names) ->
                        objects.add(
                                new StoredObject(
                                        ref, names.contains("") ? Set.of() : Set.copyOf(names))));
        return withoutObjects.withObjects(objects);
    }

    private static StoredResult read(ResultSet row) throws SQLException {
        Map<Zone, Integer> zones = zones(row);
        return new StoredResult(
                row.getString("source_sop_instance_uid"),
                row.getInt("run"),
                Sql.optionalText(row, "study_uid"),
                patient(row),
                Optional.ofNullable(row.getObject("taken_at", LocalDateTime.class)),
                new ModelIdentity(
                        row.getString("model_id"),
                        row.getString("model_version"),
                        row.getString("model_digest")),
                zones,
                Sql.optionalText(row, "probabilities")
                        .map(text -> ProbabilityText.read(text, zones))
                        .orElse(Map.of()),
                Sql.optionalText(row, "not_assessable").map(ResultRows::zones).orElse(Set.of()),
                List.of(),
                Sql.instant(row, "scored_at"));
    }

    private static Optional<Patient> patient(ResultSet row) throws SQLException {
        PersonFacts facts =
                new PersonFacts(
                        Sql.optionalText(row, "person_name").orElse(""),
                        Sql.optionalText(row, "person_birth_date").orElse(""),
                        Sql.optionalText(row, "person_sex").orElse(""));
        return Sql.optionalText(row, "patient_key").map(key -> new Patient(key, facts));
    }

    /** The zones in their order, as in {@code AF}. */
    private static String letters(Set<Zone> zones) {
        return zones.stream().sorted().map(Zone::name).collect(Collectors.joining());
    }

    private static Set<Zone> zones(String letters) {
        return letters.chars()
                .mapToObj(letter -> Zone.valueOf(Character.toString(letter)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Map<Zone, Integer> zones(ResultSet row) throws SQLException {
        Map<Zone, Integer> zones = new EnumMap<>(Zone.class);
        for (Zone zone : Zone.values()) {
            zones.put(zone, row.getInt("zone_" + zone.name().toLowerCase(Locale.ROOT)));
        }
        return zones;
    }

    private ResultRows() {}
}
