-- The states as reference tables in place of CHECK (state IN (...)): in H2 2.4.240 such a
-- constraint fails for every row once the session that made its table has ended (h2database
-- issue 4291), and a foreign key cannot.

CREATE TABLE job_state (name VARCHAR(16) NOT NULL PRIMARY KEY);
INSERT INTO job_state (name) VALUES
    ('WAITING'), ('RUNNING'), ('SCORED'), ('NOT_SCORED'), ('FAILED');
ALTER TABLE job DROP CONSTRAINT job_state;
ALTER TABLE job ADD CONSTRAINT job_state_known FOREIGN KEY (state) REFERENCES job_state (name);

CREATE TABLE delivery_state (name VARCHAR(16) NOT NULL PRIMARY KEY);
INSERT INTO delivery_state (name) VALUES ('WAITING'), ('SENDING'), ('SENT'), ('PARKED');
ALTER TABLE delivery DROP CONSTRAINT delivery_state;
ALTER TABLE delivery
    ADD CONSTRAINT delivery_state_known FOREIGN KEY (state) REFERENCES delivery_state (name);

-- Two contents of one UID that came at once: the later one's file was moved to the conflicts after
-- its row had been written.
UPDATE conflict SET file = REGEXP_REPLACE(file, '/objects/[0-9a-f][0-9a-f]/', '/conflict/');
