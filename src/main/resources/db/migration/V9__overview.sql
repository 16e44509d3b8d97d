-- What the operator's page shows. Only SQL that H2 and PostgreSQL both understand.

-- Number of purged jobs by state and quarter of an hour of their reception (since 1970-01-01T00:00Z),
-- so that the counts of today and of all time stay right. Old quarters are added up in quarter 0.
CREATE TABLE purged_job (
    received_quarter BIGINT      NOT NULL,
    state            VARCHAR(16) NOT NULL,
    jobs             BIGINT      NOT NULL,
    CONSTRAINT purged_job_once PRIMARY KEY (received_quarter, state)
);

-- The IP address of the peer that sent the image; absent where not known.
ALTER TABLE job ADD COLUMN peer_address VARCHAR(64);

-- Lists of jobs, the last received first, of all states and of one.
DROP INDEX job_by_reception;
CREATE INDEX job_by_reception ON job (received_at DESC, id DESC);
CREATE INDEX job_by_state_and_reception ON job (state, received_at DESC, id DESC);

-- The last failure of a destination, and its oldest waiting delivery.
UPDATE delivery SET waiting_since = (SELECT received_at FROM job WHERE job.id = delivery.job_id)
    WHERE waiting_since IS NULL;
CREATE INDEX delivery_by_age ON delivery (destination, state, waiting_since);
CREATE INDEX delivery_by_failure ON delivery (destination, state, failed_at);
CREATE INDEX delivery_by_uid ON delivery (sop_instance_uid);
