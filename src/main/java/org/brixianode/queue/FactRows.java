package org.brixianode.queue;

import java.sql.SQLException;
import java.util.Optional;
import org.brixianode.study.Job;
import org.brixianode.study.StudyFacts;

/** SQL of the table {@code job_fact}, the searchable attributes of a job's image. */
final class FactRows {

    private static final int MAX_FACT = 128;
    private static final int MAX_CODE = 16;
    private static final int DATE = 8;

    /** Replaces the facts of a job; a deleted job is ignored. */
    static int put(Sql sql, Job job, StudyFacts facts) throws SQLException {
        sql.update("DELETE FROM job_fact WHERE job_id = ?", job.id());
        return sql.update(
                "INSERT INTO job_fact (job_id, content_digest, patient_id, patient_id_issuer,"
                        + " accession_number, study_date, modality, view_position)"
                        + " SELECT id, content_digest, CAST(? AS VARCHAR(128)),"
                        + " CAST(? AS VARCHAR(128)), CAST(? AS VARCHAR(128)),"
                        + " CAST(? AS VARCHAR(8)), CAST(? AS VARCHAR(16)), CAST(? AS VARCHAR(16))"
                        + " FROM job WHERE id = ? AND content_digest = ?",
                clip(facts.patientId(), MAX_FACT),
                clip(facts.patientIdIssuer(), MAX_FACT),
                clip(facts.accessionNumber(), MAX_FACT),
                clip(facts.studyDate(), DATE),
                clip(facts.modality(), MAX_CODE),
                clip(facts.viewPosition(), MAX_CODE),
                job.id(),
                job.instance().contentDigest());
    }

    /** Truncates a text and removes NUL characters, which databases do not store. */
    private static Optional<String> clip(Optional<String> fact, int maxLength) {
        return fact.map(text -> text.replace("\0", ""))
                .map(text -> text.length() <= maxLength ? text : text.substring(0, maxLength));
    }

    private FactRows() {}
}
