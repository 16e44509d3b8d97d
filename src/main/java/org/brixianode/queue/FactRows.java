package org.brixianode.queue;

import java.sql.SQLException;
import java.util.Optional;
import org.brixianode.study.Job;
import org.brixianode.study.StudyFacts;

/** By what a job's image is searched, in its row of job_fact. */
final class FactRows {

    private static final int MAX_FACT = 128;
    private static final int MAX_CODE = 16;
    private static final int DATE = 8;

    /** In place of what was known; a job that is gone by now is passed over. */
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

    /** Without what no database keeps in a text. */
    private static Optional<String> clip(Optional<String> fact, int most) {
        return fact.map(text -> text.replace("\0", ""))
                .map(text -> text.length() <= most ? text : text.substring(0, most));
    }

    private FactRows() {}
}
