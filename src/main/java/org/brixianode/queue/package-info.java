/**
 * Stage 2: durable jobs and the outbox in SQL.
 *
 * <p>Takes: received instances, outcomes, delivery attempts. Gives: claimed jobs and deliveries,
 * listings, counts.
 *
 * <p>May import: study, JDBC, HikariCP, H2, Flyway. Threads: thread-safe; every call is one
 * transaction.
 */
package org.brixianode.queue;
