-- Storage commitment (PS3.4 J). Only SQL that H2 and PostgreSQL both understand.

-- When a delivered object is to be asked for (again); NULL where the destination does not commit to
-- the storage of objects. Only of deliveries that are SENT.
ALTER TABLE delivery ADD COLUMN commit_due_at TIMESTAMP(6) WITH TIME ZONE;
-- The transaction in which it was asked for last, how often, and how often the destination reported
-- that it does not have the object.
ALTER TABLE delivery ADD COLUMN commit_transaction VARCHAR(64);
ALTER TABLE delivery ADD COLUMN commit_asks INT DEFAULT 0 NOT NULL;
ALTER TABLE delivery ADD COLUMN commit_failures INT DEFAULT 0 NOT NULL;
CREATE INDEX delivery_by_commitment ON delivery (destination, state, commit_due_at);

-- Requests to which a report may come, also after another request for the same objects.
CREATE TABLE commitment_request (
    transaction_uid VARCHAR(64)                 NOT NULL PRIMARY KEY,
    destination     VARCHAR(64)                 NOT NULL,
    asked_at        TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
CREATE INDEX commitment_request_by_age ON commitment_request (asked_at);
