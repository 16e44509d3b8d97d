-- Claims end by themselves: whoever finds a lease expired takes the work over. Only SQL that H2 and
-- PostgreSQL both understand.

-- Until when the claim holds; absent where nothing is claimed.
ALTER TABLE job ADD COLUMN lease_until TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE delivery ADD COLUMN lease_until TIMESTAMP(6) WITH TIME ZONE;
CREATE INDEX delivery_by_lease ON delivery (lease_until);

-- How often a delivery was claimed in all; tells one claim of it from the next.
ALTER TABLE delivery ADD COLUMN claims INTEGER DEFAULT 0 NOT NULL;

-- What was claimed before leases: expired, so that it is taken over.
UPDATE job SET lease_until = TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00+00:00'
    WHERE state = 'RUNNING';
UPDATE delivery SET lease_until = TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00+00:00'
    WHERE state = 'SENDING';

-- The destination has confirmed that it keeps the object (storage commitment).
INSERT INTO delivery_state (name) VALUES ('COMMITTED');
