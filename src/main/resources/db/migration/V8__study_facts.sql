-- What studies are searched by. Read when an image has come; the rows of before, which hold less, are
-- read anew. Only SQL that H2 and PostgreSQL both understand.
ALTER TABLE job_fact ADD COLUMN patient_id_issuer VARCHAR(128);
ALTER TABLE job_fact ADD COLUMN study_date VARCHAR(8);
ALTER TABLE job_fact ADD COLUMN modality VARCHAR(16);
ALTER TABLE job_fact ADD COLUMN view_position VARCHAR(16);
CREATE INDEX job_fact_by_study_date ON job_fact (study_date);
DELETE FROM job_fact;
