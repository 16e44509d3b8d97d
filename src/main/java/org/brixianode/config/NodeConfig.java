package org.brixianode.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.brixianode.ops.LogConfig;
import org.brixianode.ops.audit.AuditConfig;
import org.brixianode.ops.notify.NotifyConfig;
import org.brixianode.pipeline.PipelineConfig;
import org.brixianode.pixels.PixelsConfig;
import org.brixianode.priors.PriorsConfig;
import org.brixianode.queue.PriorRules;
import org.brixianode.queue.QueueConfig;
import org.brixianode.receive.ReceiveConfig;
import org.brixianode.receive.stow.StowConfig;
import org.brixianode.report.ReportConfig;
import org.brixianode.report.ResultWriters;
import org.brixianode.score.ScoreConfig;
import org.brixianode.send.Destination;
import org.brixianode.send.SendConfig;
import org.brixianode.send.dimse.DimseConfig;
import org.brixianode.study.DurationText;
import org.brixianode.watch.WatchConfig;
import org.brixianode.web.WebConfig;

/**
 * The whole configuration, one record per stage.
 *
 * @param stow reception by STOW-RS, if it is enabled
 * @param intake how the node checks whether it can store and queue an image
 * @param storage where files are kept and for how long
 * @param priors which earlier results and radiographs are compared with
 * @param destinations where results can be sent; the pipeline's routes assign results to them
 * @param writers writers of the result kinds that the routes may name
 */
public record NodeConfig(
        ReceiveConfig receive,
        Optional<StowConfig> stow,
        Storage storage,
        QueueConfig queue,
        PixelsConfig pixels,
        ScoreConfig score,
        ReportConfig report,
        PipelineConfig pipeline,
        SendConfig send,
        DimseConfig dimse,
        IntakeProbe intake,
        WebConfig web,
        WatchConfig watch,
        NotifyConfig notifications,
        AuditConfig audit,
        LogConfig log,
        Priors priors,
        List<Destination> destinations,
        ResultWriters writers) {

    /**
     * Earlier results and radiographs.
     *
     * @param rules how images wait for earlier ones, and with which they are compared
     * @param search the search in a PACS; empty if it is off
     */
    public record Priors(PriorRules rules, Optional<PriorsConfig> search) {}

    /** What other content under a known SOP Instance UID does. */
    public enum ChangedObjects {
        /** It replaces the earlier content, and its results those of the earlier. */
        REISSUE_OR_SUPERSEDE,
        /** It is kept apart; the results remain those of the first content. */
        KEEP
    }

    /**
     * Where files are kept and for how long.
     *
     * @param folder for everything that the node writes
     * @param keepFinished how long the files of a finished job are kept, counted from its reception
     * @param changedObjects what other content under a known SOP Instance UID does
     * @param stopWait how long each step of the shutdown waits for running work
     */
    public record Storage(
            Path folder, Duration keepFinished, ChangedObjects changedObjects, Duration stopWait) {

        private static final Duration SHORTEST_STOP_WAIT = Duration.ofSeconds(1);

        /**
         * @throws IllegalArgumentException if {@code stopWait} is shorter than a second
         */
        public Storage {
            if (stopWait.compareTo(SHORTEST_STOP_WAIT) < 0) {
                throw new IllegalArgumentException("stop-wait must be 1 s or more");
            }
        }
    }

    /**
     * How the node checks whether it can store and queue an image.
     *
     * @param interval time between two checks
     * @param reminderInterval time between two log lines while the check fails
     */
    public record IntakeProbe(Duration interval, Duration reminderInterval) {

        private static final Duration MIN = Duration.ofSeconds(1);

        /**
         * @throws IllegalArgumentException if one is shorter than a second
         */
        public IntakeProbe {
            if (interval.compareTo(MIN) < 0 || reminderInterval.compareTo(MIN) < 0) {
                throw new IllegalArgumentException(
                        "probe-interval %s and reminder-interval %s must be 1 s or more"
                                .formatted(
                                        DurationText.of(interval),
                                        DurationText.of(reminderInterval)));
            }
        }
    }

    public NodeConfig {
        destinations = List.copyOf(destinations);
    }
}
