package org.brixianode.pipeline;

import java.nio.file.Path;
import java.util.List;
import org.brixianode.ops.Events;
import org.brixianode.pixels.PixelResult;
import org.brixianode.queue.JobQueue;
import org.brixianode.queue.ResultHistory;
import org.brixianode.report.RefusalRequest;
import org.brixianode.report.RejectionRequest;
import org.brixianode.report.ReportRequest;
import org.brixianode.score.ImageScorer;
import org.brixianode.study.Acquisition;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.StageException;

/**
 * The queue and the stages through which the pipeline passes jobs.
 *
 * @param afterScore called after new deliveries have been queued
 * @param events publishes the outcomes of jobs
 */
public record Stages(
        JobQueue queue,
        ResultHistory memory,
        Pixels pixels,
        ImageScorer scorer,
        Reports reports,
        Refusals refusals,
        Acquisitions acquisitions,
        Rejections rejections,
        Runnable afterScore,
        Events events) {

    /** Without objects for images that are not scored, and without rejection notes. */
    public Stages(
            JobQueue queue,
            ResultHistory memory,
            Pixels pixels,
            ImageScorer scorer,
            Reports reports,
            Runnable afterScore,
            Events events) {
        this(
                queue,
                memory,
                pixels,
                scorer,
                reports,
                (request, folder) -> List.of(),
                instance -> {
                    throw noRejections();
                },
                (request, folder) -> {
                    throw noRejections();
                },
                afterScore,
                events);
    }

    private static IllegalStateException noRejections() {
        return new IllegalStateException("there are no rejection notes");
    }

    /** Decodes an image, or returns why it is not scored. */
    @FunctionalInterface
    public interface Pixels {
        PixelResult read(ReceivedInstance instance) throws StageException;
    }

    /** Writes the result objects of an image. */
    @FunctionalInterface
    public interface Reports {
        List<OutgoingObject> write(ReportRequest request, Path folder) throws StageException;
    }

    /** Reads patient and time of an image that is not decoded. */
    @FunctionalInterface
    public interface Acquisitions {
        Acquisition of(ReceivedInstance instance) throws StageException;
    }

    /** Writes the note that tells a destination to reject earlier results. */
    @FunctionalInterface
    public interface Rejections {
        OutgoingObject write(RejectionRequest request, Path folder) throws StageException;
    }

    /** Writes the objects that say why an image has no score. */
    @FunctionalInterface
    public interface Refusals {
        List<OutgoingObject> write(RefusalRequest request, Path folder) throws StageException;
    }
}
