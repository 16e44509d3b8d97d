-- What is looked for every second is found by an index, however many jobs there are and however many
-- wait. Only SQL that H2 and PostgreSQL both understand.

-- The turn of a job: those that were sent, those that were fetched, and renewals, each by its place. Jobs
-- that are not due are stepped over within the index.
DROP INDEX job_by_state;
CREATE INDEX job_by_state ON job (state, interruptions, renewal, fetched, turn_at, id, next_attempt_at);

-- The earliest image of a patient, and the next ones that wait for it.
DROP INDEX job_by_patient;
CREATE INDEX job_by_patient ON job (patient_key, state, taken_at, turn_at, id, earlier_until);

-- How often a report could not be renewed since earlier_came_at was set for an image: each time it is
-- moved on, so that the report is looked at less and less often.
ALTER TABLE job ADD COLUMN renewal_looks SMALLINT DEFAULT 0 NOT NULL;
DROP INDEX job_by_earlier_came;
CREATE INDEX job_by_earlier_came ON job (earlier_came_at, id);

-- The series that one search asked for.
CREATE INDEX prior_series_by_job ON prior_series (job_id);
