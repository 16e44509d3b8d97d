-- Earlier results of a patient: all that a report compares with, and the search for radiographs in a
-- PACS. Only SQL that H2 and PostgreSQL both understand.

-- The study of the scored image, and the probabilities of grades 0 to 3 of zones A to F; absent in
-- rows of before.
ALTER TABLE result ADD COLUMN study_uid VARCHAR(64);
ALTER TABLE result ADD COLUMN probabilities VARCHAR(400);
UPDATE result SET study_uid =
    (SELECT study_uid FROM job WHERE job.sop_instance_uid = result.source_sop_instance_uid);

-- The earlier results that a job's report compares with, the latest acquired first from 0, once
-- job.prior_decided is 1. It stands for prior_source_uid and prior_run, which named the first only.
CREATE TABLE compared_result (
    job_id                  BIGINT      NOT NULL,
    position                INTEGER     NOT NULL,
    source_sop_instance_uid VARCHAR(64) NOT NULL,
    run                     INTEGER     NOT NULL,
    CONSTRAINT compared_result_once PRIMARY KEY (job_id, position),
    CONSTRAINT compared_result_job FOREIGN KEY (job_id) REFERENCES job (id) ON DELETE CASCADE
);
INSERT INTO compared_result (job_id, position, source_sop_instance_uid, run)
    SELECT id, 0, prior_source_uid, prior_run FROM job
    WHERE prior_decided = 1 AND prior_source_uid IS NOT NULL;
ALTER TABLE job DROP COLUMN prior_source_uid;
ALTER TABLE job DROP COLUMN prior_run;

-- Whether earlier radiographs in the PACS were not all at hand when the comparison was decided.
ALTER TABLE job ADD COLUMN priors_missing SMALLINT DEFAULT 0 NOT NULL;

-- 1 for an image that the node fetched as an earlier one: it is scored after the others, and its
-- results are sent to nobody.
ALTER TABLE job ADD COLUMN fetched SMALLINT DEFAULT 0 NOT NULL;
CREATE INDEX job_by_series ON job (series_uid, state);

-- The search for the earlier radiographs of one received image, which waits until the deadline: its
-- next_attempt_at. OPEN until the search has ended; RETRIEVED while what was fetched is scored; then
-- COMPLETE, or FAILED with the reason.
CREATE TABLE prior_search (
    job_id      BIGINT        NOT NULL PRIMARY KEY,
    state       VARCHAR(16)   NOT NULL,
    deadline    TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    claimed_by  VARCHAR(64),
    lease_until TIMESTAMP(6) WITH TIME ZONE,
    reason      VARCHAR(2000),
    CONSTRAINT prior_search_job FOREIGN KEY (job_id) REFERENCES job (id) ON DELETE CASCADE
);
CREATE INDEX prior_search_by_state ON prior_search (state, deadline);

-- The series that were asked for, by which the images that arrive are recognised.
CREATE TABLE prior_series (
    series_uid   VARCHAR(64) NOT NULL,
    job_id       BIGINT      NOT NULL,
    requested_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    CONSTRAINT prior_series_once PRIMARY KEY (series_uid, job_id),
    CONSTRAINT prior_series_job FOREIGN KEY (job_id)
        REFERENCES prior_search (job_id) ON DELETE CASCADE
);
