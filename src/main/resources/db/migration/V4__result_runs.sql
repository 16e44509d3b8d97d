-- A rescoring is a result of its own: runs of a source image, the report objects that each result
-- made, and what tells two persons under one patient identifier apart.

-- Which scoring of the image is due, running or done, from 1, and with what its first attempt
-- compared it, so that a repeated attempt writes the same objects. prior_decided is 1 once that is
-- known; prior_vetoed counts results that contradicting facts (prior_veto) kept from comparison.
ALTER TABLE job ADD COLUMN run INTEGER DEFAULT 1 NOT NULL;
ALTER TABLE job ADD COLUMN prior_decided SMALLINT DEFAULT 0 NOT NULL;
ALTER TABLE job ADD COLUMN prior_source_uid VARCHAR(64);
ALTER TABLE job ADD COLUMN prior_run INTEGER;
ALTER TABLE job ADD COLUMN prior_vetoed INTEGER;
ALTER TABLE job ADD COLUMN prior_veto VARCHAR(64);

-- Salted hashes, see PersonFacts; absent where not known and in rows of release 0.1.0.
ALTER TABLE result ADD COLUMN person_name VARCHAR(2000);
ALTER TABLE result ADD COLUMN person_birth_date VARCHAR(12);
ALTER TABLE result ADD COLUMN person_sex VARCHAR(12);

ALTER TABLE result ADD COLUMN run INTEGER DEFAULT 1 NOT NULL;
UPDATE result SET run = (
    SELECT COUNT(*) FROM result earlier
    WHERE earlier.source_sop_instance_uid = result.source_sop_instance_uid
    AND (earlier.scored_at < result.scored_at
        OR (earlier.scored_at = result.scored_at AND earlier.id <= result.id)));
ALTER TABLE result DROP CONSTRAINT result_of_model;
ALTER TABLE result ADD CONSTRAINT result_of_run UNIQUE (source_sop_instance_uid, run);

-- A job that is not scored, or no longer, has its next run before it.
UPDATE job SET run = (
    SELECT COUNT(*) FROM result WHERE source_sop_instance_uid = job.sop_instance_uid)
    + CASE WHEN state = 'SCORED' THEN 0 ELSE 1 END;
UPDATE job SET run = 1 WHERE run < 1;

-- The Structured Reports of a result, one row for each destination that was to get one. An empty
-- destination stands for one that is not known: release 0.1.0 kept one report of each result.
CREATE TABLE result_report (
    source_sop_instance_uid VARCHAR(64) NOT NULL,
    run                     INTEGER     NOT NULL,
    sop_instance_uid        VARCHAR(64) NOT NULL,
    sop_class_uid           VARCHAR(64) NOT NULL,
    study_uid               VARCHAR(64) NOT NULL,
    series_uid              VARCHAR(64) NOT NULL,
    destination             VARCHAR(64) NOT NULL,
    CONSTRAINT result_report_once
        PRIMARY KEY (source_sop_instance_uid, run, sop_instance_uid, destination),
    CONSTRAINT result_report_result FOREIGN KEY (source_sop_instance_uid, run)
        REFERENCES result (source_sop_instance_uid, run) ON DELETE CASCADE
);
INSERT INTO result_report (source_sop_instance_uid, run, sop_instance_uid, sop_class_uid,
    study_uid, series_uid, destination)
    SELECT source_sop_instance_uid, run, report_sop_instance_uid, report_sop_class_uid,
        report_study_uid, report_series_uid, '' FROM result;
ALTER TABLE result DROP COLUMN report_sop_instance_uid;
ALTER TABLE result DROP COLUMN report_sop_class_uid;
ALTER TABLE result DROP COLUMN report_study_uid;
ALTER TABLE result DROP COLUMN report_series_uid;
