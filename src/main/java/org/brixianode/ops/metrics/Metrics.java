package org.brixianode.ops.metrics;

/** The node's metrics. Thread-safe. */
@FunctionalInterface
public interface Metrics {

    /** Media type of {@link #scrape}. */
    String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /** All metrics in the text format of Prometheus. */
    String scrape();
}
