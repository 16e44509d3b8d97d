-- The order of one patient's images: which wait for earlier ones of the queue, and whose report is
-- renewed since an earlier one was scored after it. Only SQL that H2 and PostgreSQL both understand.

-- Patient and acquisition, read from the header at reception; absent without a Patient ID or a date, and
-- where the header says that the image is not scored.
ALTER TABLE job ADD COLUMN patient_key VARCHAR(64);
ALTER TABLE job ADD COLUMN taken_at TIMESTAMP(6);
UPDATE job SET
    patient_key = (SELECT patient_key FROM result
        WHERE result.source_sop_instance_uid = job.sop_instance_uid AND result.run = job.run),
    taken_at = (SELECT taken_at FROM result
        WHERE result.source_sop_instance_uid = job.sop_instance_uid AND result.run = job.run)
    WHERE state = 'SCORED';
CREATE INDEX job_by_patient ON job (patient_key, state, taken_at);

-- Its place in the queue: the time of its reception, unless it has changed places with an earlier image
-- of its patient.
ALTER TABLE job ADD COLUMN turn_at TIMESTAMP(6) WITH TIME ZONE;
UPDATE job SET turn_at = received_at;
ALTER TABLE job ALTER COLUMN turn_at SET DEFAULT CURRENT_TIMESTAMP;
ALTER TABLE job ALTER COLUMN turn_at SET NOT NULL;
DROP INDEX job_by_state;
CREATE INDEX job_by_state ON job (state, interruptions, turn_at, id);

-- Until when it waits for earlier images of the queue at most, once it has begun to.
ALTER TABLE job ADD COLUMN earlier_until TIMESTAMP(6) WITH TIME ZONE;

-- Since when an earlier image may have been scored with which its report does not compare.
ALTER TABLE job ADD COLUMN earlier_came_at TIMESTAMP(6) WITH TIME ZONE;
CREATE INDEX job_by_earlier_came ON job (earlier_came_at);

-- 1 in a run that renews the report for that reason: it is claimed after all others.
ALTER TABLE job ADD COLUMN renewal SMALLINT DEFAULT 0 NOT NULL;
