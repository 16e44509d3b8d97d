package org.brixianode.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.brixianode.pipeline.PipelineConfig;
import org.brixianode.pixels.PixelsConfig;
import org.brixianode.queue.QueueConfig;
import org.brixianode.receive.ReceiveConfig;
import org.brixianode.report.ReportConfig;
import org.brixianode.report.ResultWriters;
import org.brixianode.score.ScoreConfig;
import org.brixianode.send.Destination;
import org.brixianode.send.SendConfig;
import org.brixianode.send.dimse.DimseConfig;

/**
 * The whole configuration, each part as its stage wants it.
 *
 * @param intake how the node tries whether it could take an image
 * @param storage where files lie and how long
 * @param destinations where results can go; the pipeline's routes say which results go where
 * @param writers of the results that the routes may name
 */
public record NodeConfig(
        ReceiveConfig receive,
        Storage storage,
        QueueConfig queue,
        PixelsConfig pixels,
        ScoreConfig score,
        ReportConfig report,
        PipelineConfig pipeline,
        SendConfig send,
        DimseConfig dimse,
        IntakeProbe intake,
        List<Destination> destinations,
        ResultWriters writers) {

    /**
     * Where files lie and how long.
     *
     * @param folder for everything that the node writes
     * @param keepFinished how long finished work is kept after its reception
     * @param stopWait how long a stop waits for work in hand, at each of its steps
     */
    public record Storage(Path folder, Duration keepFinished, Duration stopWait) {

        private static final Duration SHORTEST_STOP_WAIT = Duration.ofSeconds(1);

        /**
         * @throws IllegalArgumentException if a stop would not wait for anything
         */
        public Storage {
            if (stopWait.compareTo(SHORTEST_STOP_WAIT) < 0) {
                throw new IllegalArgumentException("stop-wait must be 1 s or more");
            }
        }
    }

    /**
     * How the node tries whether it could take an image.
     *
     * @param interval between two tries
     * @param reminderInterval between two lines of the log while it cannot
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
                                .formatted(interval, reminderInterval));
            }
        }
    }

    public NodeConfig {
        destinations = List.copyOf(destinations);
    }
}
