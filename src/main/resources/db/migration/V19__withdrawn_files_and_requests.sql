-- The file of a withdrawn result is found by the object's UID; requests for storage commitment that a
-- destination did not answer are told from others. Only SQL that H2 and PostgreSQL both understand.

-- The SOP Instance UID of the object in the file. Files are named after it.
ALTER TABLE withdrawn_file ADD COLUMN sop_instance_uid VARCHAR(64);
UPDATE withdrawn_file SET sop_instance_uid = REGEXP_REPLACE(REGEXP_REPLACE(file, '^.*/', ''), '[.]dcm$', '')
    WHERE CHAR_LENGTH(REGEXP_REPLACE(REGEXP_REPLACE(file, '^.*/', ''), '[.]dcm$', '')) <= 64;
CREATE INDEX withdrawn_file_by_uid ON withdrawn_file (job_id, sop_instance_uid);

-- 1 where the destination did not answer the last request for storage commitment.
ALTER TABLE delivery ADD COLUMN commit_unanswered SMALLINT DEFAULT 0 NOT NULL;
