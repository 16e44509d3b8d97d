package org.brixianode.web.rest;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Fills the tables of a queue with jobs of the last months: of a hundred, 93 are scored, 4 not
 * scored, 2 failed and 1 waits. A scored one has two results for each of two destinations; the
 * second destination has not answered for the last thousandth part.
 */
final class ManyJobs {

    private static final int PER_DAY = 400;

    private final String url;
    private final String user;
    private final int jobs;

    ManyJobs(String url, String user, int jobs) {
        this.url = url;
        this.user = user;
        this.jobs = jobs;
    }

    private boolean isH2() {
        return url.startsWith("jdbc:h2:");
    }

    /** The numbers from 1 to {@code last} as rows with a column {@code n}. */
    private String numbers(int last) {
        return isH2()
                ? "(SELECT x AS n FROM SYSTEM_RANGE(1, " + last + ")) numbers"
                : "generate_series(1, " + last + ") AS numbers(n)";
    }

    /** The time of reception of the job {@code n}, the last one now. */
    private String receivedAt() {
        long stepMs = 86_400_000L / PER_DAY;
        String ms = "CAST(" + jobs + " - n AS BIGINT) * " + stepMs;
        return isH2()
                ? "DATEADD('MILLISECOND', -" + ms + ", CURRENT_TIMESTAMP)"
                : "CURRENT_TIMESTAMP - (" + ms + ") * INTERVAL '1 millisecond'";
    }

    void fill() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, "");
                Statement statement = connection.createStatement()) {
            statement.execute(jobRows());
            statement.execute(factRows());
            statement.execute(resultRows());
            for (String destination : new String[] {"pacs", "archive"}) {
                for (String kind : new String[] {"REPORT", "HEATMAP"}) {
                    statement.execute(deliveryRows(destination, kind));
                }
            }
            for (String kind : new String[] {"REPORT", "HEATMAP"}) {
                statement.execute(objectRows(kind));
            }
            statement.execute(isH2() ? "SHUTDOWN" : "VACUUM ANALYZE");
        }
    }

    private String jobRows() {
        return """
               INSERT INTO job (sop_instance_uid, sop_class_uid, study_uid, series_uid,
                   transfer_syntax_uid, calling_ae, called_ae, file, size_bytes, content_digest,
                   received_at, state, attempts, next_attempt_at, reason, sheet_json)
               SELECT '1.2.826.0.1.3680043.10.99.1.' || %1$s, '1.2.840.10008.5.1.4.1.1.1.1',
                   '1.2.826.0.1.3680043.10.99.2.' || %1$s, '1.2.826.0.1.3680043.10.99.3.' || %1$s,
                   '1.2.840.10008.1.2.1', 'CR1', 'BRIXIA', 'spool/objects/00/' || %1$s || '.dcm',
                   14000000, 'digest-' || %1$s, %2$s,
                   CASE WHEN MOD(n, 100) = 1 AND n > %3$d THEN 'WAITING'
                       WHEN MOD(n, 100) IN (2, 3) THEN 'FAILED'
                       WHEN MOD(n, 100) IN (4, 5, 6, 7) THEN 'NOT_SCORED' ELSE 'SCORED' END,
                   1, %2$s, CASE WHEN MOD(n, 100) < 8 THEN 'a reason of some length' END,
                   '{"zones":{"A":1}' || REPEAT(' ', 900) || '}'
               FROM %4$s
               """
                .formatted("CAST(n AS VARCHAR)", receivedAt(), jobs / 2, numbers(jobs));
    }

    private static String factRows() {
        return """
               INSERT INTO job_fact (job_id, content_digest, patient_id, patient_id_issuer,
                   accession_number, study_date, modality, view_position)
               SELECT id, content_digest, 'PAT' || CAST(MOD(id, 30000) AS VARCHAR), 'HOSPITAL',
                   'ACC' || CAST(id AS VARCHAR), TO_CHAR(received_at, 'YYYYMMDD'), 'DX', 'PA' FROM job
               """;
    }

    private static String resultRows() {
        return """
               INSERT INTO result (source_sop_instance_uid, content_digest, patient_key, taken_at,
                   model_id, model_version, model_digest, zone_a, zone_b, zone_c, zone_d, zone_e,
                   zone_f, scored_at)
               SELECT sop_instance_uid, content_digest, 'key' || CAST(MOD(id, 30000) AS VARCHAR),
                   CAST(received_at AS TIMESTAMP), 'mini', '4', 'digest', 1, 2, 3, 0, 1, 2, received_at
               FROM job WHERE state = 'SCORED'
               """;
    }

    private String deliveryRows(String destination, String kind) {
        String unsent = destination.equals("pacs") ? "1 = 0" : "id > " + (jobs - jobs / 1000);
        return """
               INSERT INTO delivery (job_id, destination, kind, sop_instance_uid, sop_class_uid,
                   study_uid, series_uid, file, state, attempts, next_attempt_at, waiting_since,
                   last_status, last_error, sent_at)
               SELECT id, '%1$s', '%2$s', '2.25.%3$d.' || CAST(id AS VARCHAR),
                   '1.2.840.10008.5.1.4.1.1.7', study_uid, series_uid,
                   'results/%2$s-' || CAST(id AS VARCHAR) || '.dcm',
                   CASE WHEN %4$s THEN 'WAITING' ELSE 'SENT' END, 1, received_at, received_at,
                   CASE WHEN %4$s THEN NULL ELSE 0 END,
                   CASE WHEN %4$s THEN 'no connection' END,
                   CASE WHEN %4$s THEN NULL ELSE received_at END
               FROM job WHERE state = 'SCORED'
               """
                .formatted(destination, kind, kind.length(), unsent);
    }

    private static String objectRows(String kind) {
        return """
               INSERT INTO result_object (job_id, kind, sop_instance_uid, sop_class_uid, study_uid,
                   series_uid, file)
               SELECT id, '%1$s', '2.25.%2$d.' || CAST(id AS VARCHAR), '1.2.840.10008.5.1.4.1.1.7',
                   study_uid, series_uid, 'results/%1$s-' || CAST(id AS VARCHAR) || '.dcm'
               FROM job WHERE state = 'SCORED'
               """
                .formatted(kind, kind.length());
    }
}
