-- How often a job was claimed in all; tells one claim of a job from the next.
ALTER TABLE job ADD COLUMN claims INTEGER DEFAULT 0 NOT NULL;
ALTER TABLE job ADD COLUMN claimed_at TIMESTAMP(6) WITH TIME ZONE;

-- How often the process ended while the job was in hand. Such jobs are claimed one at a time.
ALTER TABLE job ADD COLUMN interruptions INTEGER DEFAULT 0 NOT NULL;
DROP INDEX job_by_state;
CREATE INDEX job_by_state ON job (state, interruptions, received_at, id);

-- What the intake probe writes to: one row.
CREATE TABLE intake_probe (
    id         INTEGER NOT NULL PRIMARY KEY,
    written_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
INSERT INTO intake_probe (id, written_at) VALUES (1, TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00+00:00');
