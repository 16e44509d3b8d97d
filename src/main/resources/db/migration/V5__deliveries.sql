-- What an administrator asks of deliveries and jobs. Only SQL that H2 and PostgreSQL both understand.

-- Since when a delivery waits, and when it failed last.
ALTER TABLE delivery ADD COLUMN waiting_since TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE delivery ADD COLUMN failed_at TIMESTAMP(6) WITH TIME ZONE;

-- The result objects of a job's last scoring, whether or not they have a destination.
CREATE TABLE result_object (
    job_id           BIGINT        NOT NULL,
    kind             VARCHAR(16)   NOT NULL,
    sop_instance_uid VARCHAR(64)   NOT NULL,
    sop_class_uid    VARCHAR(64)   NOT NULL,
    study_uid        VARCHAR(64)   NOT NULL,
    series_uid       VARCHAR(64)   NOT NULL,
    file             VARCHAR(4096) NOT NULL,
    CONSTRAINT result_object_once PRIMARY KEY (job_id, sop_instance_uid),
    CONSTRAINT result_object_job FOREIGN KEY (job_id) REFERENCES job (id) ON DELETE CASCADE
);
CREATE INDEX result_object_by_uid ON result_object (sop_instance_uid);
INSERT INTO result_object (job_id, kind, sop_instance_uid, sop_class_uid, study_uid, series_uid, file)
    SELECT DISTINCT job_id, kind, sop_instance_uid, sop_class_uid, study_uid, series_uid, file
    FROM delivery;

-- By what a person finds a job; read from the image's header when somebody searches first. A row
-- counts for the content that it was read from.
CREATE TABLE job_fact (
    job_id           BIGINT      NOT NULL PRIMARY KEY,
    content_digest   VARCHAR(64) NOT NULL,
    patient_id       VARCHAR(128),
    accession_number VARCHAR(128),
    CONSTRAINT job_fact_job FOREIGN KEY (job_id) REFERENCES job (id) ON DELETE CASCADE
);
CREATE INDEX job_fact_by_patient ON job_fact (patient_id);
CREATE INDEX job_fact_by_accession ON job_fact (accession_number);
CREATE INDEX job_by_study ON job (study_uid);
CREATE INDEX job_by_reception ON job (received_at);
