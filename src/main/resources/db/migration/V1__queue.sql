-- Jobs, results and deliveries. Only SQL that H2 and PostgreSQL both understand.

-- One row for each received instance until it is purged.
CREATE TABLE job (
    id                  BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sop_instance_uid    VARCHAR(64)   NOT NULL,
    sop_class_uid       VARCHAR(64)   NOT NULL,
    study_uid           VARCHAR(64)   NOT NULL,
    series_uid          VARCHAR(64)   NOT NULL,
    transfer_syntax_uid VARCHAR(64)   NOT NULL,
    calling_ae          VARCHAR(16)   NOT NULL,
    called_ae           VARCHAR(16)   NOT NULL,
    file                VARCHAR(4096) NOT NULL,
    size_bytes          BIGINT        NOT NULL,
    content_digest      VARCHAR(64)   NOT NULL,
    received_at         TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    state               VARCHAR(16)   NOT NULL,
    attempts            INTEGER       NOT NULL,
    claimed_by          VARCHAR(64),
    first_claimed_at    TIMESTAMP(6) WITH TIME ZONE,
    next_attempt_at     TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    reason              VARCHAR(2000),
    sheet_json          VARCHAR(1000000),
    CONSTRAINT job_instance UNIQUE (sop_instance_uid),
    CONSTRAINT job_state CHECK (state IN ('WAITING', 'RUNNING', 'SCORED', 'NOT_SCORED', 'FAILED'))
);
CREATE INDEX job_by_state ON job (state, received_at, id);

-- Another content under a SOP Instance UID that is known already.
CREATE TABLE conflict (
    id                BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sop_instance_uid  VARCHAR(64)   NOT NULL,
    content_digest    VARCHAR(64)   NOT NULL,
    calling_ae        VARCHAR(16)   NOT NULL,
    file              VARCHAR(4096) NOT NULL,
    first_received_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    last_received_at  TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    times             INTEGER       NOT NULL,
    CONSTRAINT conflict_content UNIQUE (sop_instance_uid, content_digest)
);

-- The scores given, by image and model; they outlive their jobs.
CREATE TABLE result (
    id                       BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source_sop_instance_uid  VARCHAR(64) NOT NULL,
    content_digest           VARCHAR(64) NOT NULL,
    patient_key              VARCHAR(64),
    taken_at                 TIMESTAMP(6),
    model_id                 VARCHAR(128) NOT NULL,
    model_version            VARCHAR(128) NOT NULL,
    model_digest             VARCHAR(64) NOT NULL,
    zone_a                   SMALLINT NOT NULL,
    zone_b                   SMALLINT NOT NULL,
    zone_c                   SMALLINT NOT NULL,
    zone_d                   SMALLINT NOT NULL,
    zone_e                   SMALLINT NOT NULL,
    zone_f                   SMALLINT NOT NULL,
    report_sop_instance_uid  VARCHAR(64) NOT NULL,
    report_sop_class_uid     VARCHAR(64) NOT NULL,
    report_study_uid         VARCHAR(64) NOT NULL,
    report_series_uid        VARCHAR(64) NOT NULL,
    scored_at                TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    CONSTRAINT result_of_model UNIQUE (source_sop_instance_uid, model_digest)
);
CREATE INDEX result_by_patient ON result (patient_key, taken_at);

-- The outbox: one row for each result object and destination.
CREATE TABLE delivery (
    id                BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_id            BIGINT        NOT NULL,
    destination       VARCHAR(64)   NOT NULL,
    kind              VARCHAR(16)   NOT NULL,
    sop_instance_uid  VARCHAR(64)   NOT NULL,
    sop_class_uid     VARCHAR(64)   NOT NULL,
    study_uid         VARCHAR(64)   NOT NULL,
    series_uid        VARCHAR(64)   NOT NULL,
    file              VARCHAR(4096) NOT NULL,
    state             VARCHAR(16)   NOT NULL,
    attempts          INTEGER       NOT NULL,
    claimed_by        VARCHAR(64),
    next_attempt_at   TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    last_status       INTEGER,
    last_error        VARCHAR(2000),
    sent_at           TIMESTAMP(6) WITH TIME ZONE,
    CONSTRAINT delivery_job FOREIGN KEY (job_id) REFERENCES job (id),
    CONSTRAINT delivery_once UNIQUE (destination, sop_instance_uid),
    CONSTRAINT delivery_state CHECK (state IN ('WAITING', 'SENDING', 'SENT', 'PARKED'))
);
CREATE INDEX delivery_by_state ON delivery (destination, state, id);
CREATE INDEX delivery_by_job ON delivery (job_id);
