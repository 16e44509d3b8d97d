package org.brixianode.ops.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.brixianode.ops.AlarmKind;
import org.brixianode.ops.Alarms;
import org.brixianode.ops.EventListener;
import org.brixianode.ops.NodeEvent;
import org.brixianode.study.NotScoredCode;

/**
 * Counts and measures what happens in the node. Labels are constants of the code, DIMSE statuses
 * and names from the configuration: no peer and no image can add one.
 */
public final class NodeMetrics implements Metrics, EventListener, AutoCloseable {

    private static final String PREFIX = "brixia.";
    private static final String PRIORS_MISSED =
            "images scored before all earlier radiographs in the PACS were there";
    private static final String RENEWED =
            "images scored again, since an earlier image was scored after them";
    private static final String REPLACED = "images replaced by other content under their UID";

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Step, Timer> timers = new EnumMap<>(Step.class);
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();
    private final QueueMetrics queue;
    private final ProcessMetrics process;

    /**
     * @param alarms counted by kind
     */
    public NodeMetrics(Alarms alarms, Clock clock) {
        for (Step step : Step.values()) {
            if (step != Step.DELIVER) {
                timers.put(step, timer(step, Tags.empty()));
            }
        }
        for (NodeEvent.JobFailure failure : NodeEvent.JobFailure.values()) {
            failed(failure);
            retried(failure);
        }
        for (NotScoredCode code : NotScoredCode.values()) {
            notScored(code);
        }
        for (NodeEvent.Rejection reason : NodeEvent.Rejection.values()) {
            rejections(reason);
        }
        refusedHandshakes();
        counter("received", "new images").increment(0);
        counter("duplicates", "images received again").increment(0);
        counter("conflicts", "objects with other content under a known UID").increment(0);
        counter("replaced", REPLACED).increment(0);
        counter("scored", "scored images").increment(0);
        counter("priors.missed", PRIORS_MISSED).increment(0);
        counter("renewed", RENEWED).increment(0);
        alarmGauges(alarms);
        queue = new QueueMetrics(registry, clock);
        process = new ProcessMetrics(registry);
    }

    private Timer timer(Step step, Tags tags) {
        return Timer.builder(PREFIX + label(step))
                .description("Duration: " + step.help())
                .tags(tags)
                .serviceLevelObjectives(step.buckets())
                .register(registry);
    }

    private Counter counter(String name, String help, String... tags) {
        return counters.computeIfAbsent(
                name + String.join("\n", tags),
                key ->
                        Counter.builder(PREFIX + name)
                                .description("Number of " + help)
                                .tags(tags)
                                .register(registry));
    }

    private void alarmGauges(Alarms alarms) {
        for (AlarmKind kind : AlarmKind.values()) {
            Gauge.builder(PREFIX + "alarms.active", alarms, all -> count(all, kind))
                    .description("Number of active alarms")
                    .tags("alarm", kind.code(), "severity", label(kind.severity()))
                    .register(registry);
        }
    }

    private static double count(Alarms alarms, AlarmKind kind) {
        return alarms.active().stream().filter(alarm -> alarm.kind() == kind).count();
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Gives the version, model and device that the node runs with.
     *
     * @param aeTitle the node's own
     */
    public void describe(
            String version, String aeTitle, String model, String modelVersion, String device) {
        Gauge.builder(PREFIX + "node.info", () -> 1)
                .description("Version, model and device as labels; always 1")
                .tags(
                        "version", version,
                        "ae_title", aeTitle,
                        "model", model,
                        "model_version", modelVersion,
                        "device", device)
                .register(registry);
    }

    /**
     * Adds a figure that is read at each scrape.
     *
     * @param name without the prefix, as in {@code pool.connections}
     * @param tags names and values
     */
    public void gauge(String name, String help, Supplier<Number> value, String... tags) {
        Gauge.builder(PREFIX + name, value).description(help).tags(tags).register(registry);
    }

    /** A step has been carried out. */
    public void took(Step step, Duration duration) {
        Timer timer = timers.get(step);
        if (timer != null) {
            timer.record(duration);
        }
    }

    /** A result object has been delivered. */
    public void delivered(String destination, Duration duration) {
        timer(Step.DELIVER, Tags.of("destination", destination)).record(duration);
    }

    /**
     * An attempt to deliver a result object has failed.
     *
     * @param outcome a constant, as in {@code unreachable}
     */
    public void deliveryFailed(String destination, Enum<?> outcome) {
        counter(
                        "delivery.failures",
                        "failed attempts to deliver a result object",
                        "destination",
                        destination,
                        "reason",
                        label(outcome))
                .increment();
    }

    private Counter rejections(NodeEvent.Rejection reason) {
        return counter("associations.rejected", "rejected associations", "reason", label(reason));
    }

    private Counter refusedHandshakes() {
        return counter("tls.refused", "failed TLS handshakes of senders");
    }

    /**
     * A C-STORE request has been answered.
     *
     * @param status of the response; one of the few that the node gives
     */
    public void stored(int status, Duration took) {
        answers(status).increment();
        if (status == 0) {
            took(Step.RECEIVE, took);
        }
    }

    private Counter answers(int status) {
        return counter(
                "store.responses",
                "responses to C-STORE requests",
                "status",
                String.format(Locale.ROOT, "%04X", status));
    }

    /** Lists statuses of {@link #stored} from the start, so that each has a value. */
    public void expectStatuses(List<Integer> statuses) {
        statuses.forEach(status -> answers(status).increment(0));
    }

    /** Replaces what is known of the queue and the disk. */
    public void update(Figures figures) {
        queue.update(figures);
    }

    @Override
    public void on(Instant at, NodeEvent event) {
        if (event instanceof NodeEvent.Received) {
            counter("received", "new images").increment();
        } else if (event instanceof NodeEvent.Duplicate) {
            counter("duplicates", "images received again").increment();
        } else if (event instanceof NodeEvent.Conflict) {
            counter("conflicts", "objects with other content under a known UID").increment();
        } else if (event instanceof NodeEvent.Replaced) {
            counter("replaced", REPLACED).increment();
        } else if (event instanceof NodeEvent.Scored) {
            counter("scored", "scored images").increment();
        } else if (event instanceof NodeEvent.PriorsMissed) {
            counter("priors.missed", PRIORS_MISSED).increment();
        } else if (event instanceof NodeEvent.Renewed) {
            counter("renewed", RENEWED).increment();
        } else if (event instanceof NodeEvent.NotScored refused) {
            notScored(refused.reason()).increment();
        } else if (event instanceof NodeEvent.Failed failed) {
            failed(failed.reason()).increment();
        } else if (event instanceof NodeEvent.Retry retry) {
            retried(retry.reason()).increment();
        } else if (event instanceof NodeEvent.AssociationRejected rejected) {
            rejections(rejected.reason()).increment(rejected.count());
        } else if (event instanceof NodeEvent.TlsRefused refused) {
            refusedHandshakes().increment(refused.count());
        }
    }

    private Counter notScored(NotScoredCode code) {
        return counter("not.scored", "images that are not scored", "reason", label(code));
    }

    private Counter failed(NodeEvent.JobFailure reason) {
        return counter("jobs.failed", "jobs that failed for good", "reason", label(reason));
    }

    private Counter retried(NodeEvent.JobFailure reason) {
        return counter("jobs.retried", "failed attempts of jobs", "reason", label(reason));
    }

    @Override
    public String scrape() {
        return registry.scrape(CONTENT_TYPE);
    }

    @Override
    public void close() {
        process.close();
        registry.close();
    }
}
