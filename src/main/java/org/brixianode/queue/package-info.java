/**
 * Stage 2: durable queues of jobs and deliveries in SQL.
 *
 * <p>Input: received instances, outcomes, delivery attempts. Output: claimed jobs and deliveries,
 * listings, counts.
 *
 * <p>May import: study, JDBC, HikariCP, H2, Flyway. Threads: thread-safe; every call is one
 * transaction.
 */
package org.brixianode.queue;
