package org.brixianode.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.Patient;
import org.brixianode.study.StoredResult;
import org.brixianode.study.Zone;

/** The result table's rows. */
final class ResultRows {

    static final String SELECT =
            "SELECT source_sop_instance_uid, patient_key, taken_at, model_id, model_version,"
                    + " model_digest, zone_a, zone_b, zone_c, zone_d, zone_e, zone_f,"
                    + " report_sop_instance_uid, report_sop_class_uid, report_study_uid,"
                    + " report_series_uid, scored_at FROM result ";

    private static final String INSERT =
            "INSERT INTO result (source_sop_instance_uid, content_digest, patient_key, taken_at,"
                    + " model_id, model_version, model_digest,"
                    + " zone_a, zone_b, zone_c, zone_d, zone_e, zone_f,"
                    + " report_sop_instance_uid, report_sop_class_uid, report_study_uid,"
                    + " report_series_uid, scored_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /** Remembers a result in place of an earlier one of the same image and model. */
    static void put(Sql sql, StoredResult result, String contentDigest) throws SQLException {
        sql.update(
                "DELETE FROM result WHERE source_sop_instance_uid = ? AND model_digest = ?",
                result.sourceSopInstanceUid(),
                result.model().digest());
        sql.update(
                INSERT,
                result.sourceSopInstanceUid(),
                contentDigest,
                result.patient().map(Patient::key),
                result.takenAt(),
                result.model().id(),
                result.model().version(),
                result.model().digest(),
                result.zones().get(Zone.A),
                result.zones().get(Zone.B),
                result.zones().get(Zone.C),
                result.zones().get(Zone.D),
                result.zones().get(Zone.E),
                result.zones().get(Zone.F),
                result.report().sopInstanceUid(),
                result.report().sopClassUid(),
                result.report().studyUid(),
                result.report().seriesUid(),
                result.scoredAt());
    }

    static StoredResult read(ResultSet row) throws SQLException {
        return new StoredResult(
                row.getString("source_sop_instance_uid"),
                Sql.optionalText(row, "patient_key").map(Patient::new),
                Optional.ofNullable(row.getObject("taken_at", LocalDateTime.class)),
                new ModelIdentity(
                        row.getString("model_id"),
                        row.getString("model_version"),
                        row.getString("model_digest")),
                zones(row),
                new InstanceRef(
                        row.getString("report_study_uid"),
                        row.getString("report_series_uid"),
                        row.getString("report_sop_class_uid"),
                        row.getString("report_sop_instance_uid")),
                Sql.instant(row, "scored_at"));
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
