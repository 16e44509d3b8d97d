-- Rejection notes for results of an image whose content was replaced. Only SQL that H2 and PostgreSQL
-- both understand.

-- The run whose object it is. Of deliveries before this version the run of the job, so that results of
-- an earlier content that were delivered then are not rejected.
ALTER TABLE delivery ADD COLUMN run INTEGER DEFAULT 1 NOT NULL;
UPDATE delivery SET run = (SELECT run FROM job WHERE job.id = delivery.job_id);

-- When the content was replaced while the object was being sent. Such a delivery is not repeated.
ALTER TABLE delivery ADD COLUMN withdrawn_at TIMESTAMP(6) WITH TIME ZONE;
CREATE INDEX delivery_by_withdrawal ON delivery (withdrawn_at);

-- The SOP Instance UID of the note that tells the destination to reject the object.
ALTER TABLE delivery ADD COLUMN rejected_by VARCHAR(64);

-- 1 where an attempt ended without an answer of the destination, which may have the object.
ALTER TABLE delivery ADD COLUMN in_doubt SMALLINT DEFAULT 0 NOT NULL;

-- Deliveries in doubt that ended because the content was replaced; deleted with the job.
CREATE TABLE withdrawn_delivery (
    job_id           BIGINT      NOT NULL,
    destination      VARCHAR(64) NOT NULL,
    sop_instance_uid VARCHAR(64) NOT NULL,
    sop_class_uid    VARCHAR(64) NOT NULL,
    study_uid        VARCHAR(64) NOT NULL,
    series_uid       VARCHAR(64) NOT NULL,
    run              INTEGER     NOT NULL,
    rejected_by      VARCHAR(64),
    CONSTRAINT withdrawn_delivery_once PRIMARY KEY (job_id, destination, sop_instance_uid),
    CONSTRAINT withdrawn_delivery_job FOREIGN KEY (job_id) REFERENCES job (id) ON DELETE CASCADE
);
