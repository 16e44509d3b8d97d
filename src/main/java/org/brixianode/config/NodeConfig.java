package org.brixianode.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.brixianode.pipeline.PipelineConfig;
import org.brixianode.pixels.PixelsConfig;
import org.brixianode.queue.QueueConfig;
import org.brixianode.receive.ReceiveConfig;
import org.brixianode.report.ReportConfig;
import org.brixianode.score.ScoreConfig;
import org.brixianode.send.Destination;
import org.brixianode.send.SendConfig;

/**
 * The whole configuration, each part as its stage wants it.
 *
 * @param storage where files lie and how long
 * @param destinations where results can go; the pipeline's routes say which results go where
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
        List<Destination> destinations) {

    /**
     * Where files lie and how long.
     *
     * @param folder for everything that the node writes
     * @param keepFinished how long finished work is kept after its reception
     * @param stopWait how long a stop waits for work in hand, at each of its steps
     */
    public record Storage(Path folder, Duration keepFinished, Duration stopWait) {}

    public NodeConfig {
        destinations = List.copyOf(destinations);
    }
}
