package org.brixianode.queue;

/**
 * How the pool of database connections is used.
 *
 * @param active connections in use
 * @param idle free connections
 * @param max greatest number of connections
 * @param waiting threads that wait for a connection
 */
public record PoolUse(int active, int idle, int max, int waiting) {}
