-- The last failure of a destination is read by index in its order. Only SQL that H2 and PostgreSQL
-- both understand.
DROP INDEX delivery_by_failure;
CREATE INDEX delivery_by_failure
    ON delivery (destination, state, failed_at DESC NULLS LAST, id DESC);
