-- Images that were received again with other content under their SOP Instance UID: the latest content
-- is the job's. Only SQL that H2 and PostgreSQL both understand.

-- The contents before, one row for each run that was begun with one; deleted with the job. What the
-- change turned out to be: REISSUED (same pixels and scores), SUPERSEDED, or PENDING until the later
-- content is scored.
CREATE TABLE replaced_content (
    id                  BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sop_instance_uid    VARCHAR(64)   NOT NULL,
    run                 INTEGER       NOT NULL,
    sop_class_uid       VARCHAR(64)   NOT NULL,
    study_uid           VARCHAR(64)   NOT NULL,
    series_uid          VARCHAR(64)   NOT NULL,
    transfer_syntax_uid VARCHAR(64)   NOT NULL,
    calling_ae          VARCHAR(16)   NOT NULL,
    called_ae           VARCHAR(16)   NOT NULL,
    peer_address        VARCHAR(64),
    file                VARCHAR(4096) NOT NULL,
    size_bytes          BIGINT        NOT NULL,
    content_digest      VARCHAR(64)   NOT NULL,
    received_at         TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    replaced_at         TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    withdrawn           INTEGER       NOT NULL,
    outcome             VARCHAR(16)   NOT NULL,
    CONSTRAINT replaced_content_once UNIQUE (sop_instance_uid, run)
);

-- Files of results that were withdrawn with a content; deleted with the job.
CREATE TABLE withdrawn_file (
    job_id BIGINT        NOT NULL,
    file   VARCHAR(4096) NOT NULL,
    CONSTRAINT withdrawn_file_once PRIMARY KEY (job_id, file),
    CONSTRAINT withdrawn_file_job FOREIGN KEY (job_id) REFERENCES job (id) ON DELETE CASCADE
);

-- When the scored content was replaced; such a result is never compared with.
ALTER TABLE result ADD COLUMN replaced_at TIMESTAMP(6) WITH TIME ZONE;
