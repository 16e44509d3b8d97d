package org.brixianode.demo;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.brixianode.config.ConfigReader;
import org.brixianode.config.InvalidConfigurationException;
import org.brixianode.config.NodeConfig;
import org.brixianode.node.Node;
import org.brixianode.node.StartFailure;
import org.brixianode.queue.DeliveryRecord;
import org.brixianode.queue.JobCounts;
import org.brixianode.report.capture.HeatmapFiles;
import org.brixianode.send.dimse.StoreScu;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.PrivateFiles;
import org.brixianode.study.ResultKind;
import org.brixianode.study.StageException;

/**
 * Sends files to a node and waits for their results, everything in one process and on loopback.
 *
 * @param folder for everything that is written
 * @param model folder of the model
 * @param files to send
 * @param patience how long to wait for the results
 */
public record Demo(Path folder, Path model, List<Path> files, Duration patience) {

    private static final int WORKERS = 2;
    private static final int MOST_SHOWN = 1000;

    /** Told of what happens while it runs. */
    public interface Progress {

        void started(int port, String model);

        void sent(StoreScu.FileOutcome one);
    }

    public DemoResult run(Progress progress)
            throws IOException,
                    StageException,
                    StartFailure,
                    InvalidConfigurationException,
                    InterruptedException {
        PrivateFiles.createFolders(folder);
        SentNames names = SentNames.of(files);
        try (ResultReceiver receiver = ResultReceiver.start(folder.resolve("received"));
                Node node = Node.start(config(receiver), Clock.systemUTC())) {
            progress.started(node.port(), node.model());
            boolean taken = send(node, progress);
            boolean inTime = awaitResults(node, receiver);
            Map<String, Job> jobs = names.inOrder(node.jobs().list(Set.of(), MOST_SHOWN));
            return new DemoResult(
                    taken,
                    inTime,
                    node.jobs().counts().of(JobState.FAILED),
                    images(node, jobs),
                    arrived(node, jobs, receiver));
        }
    }

    private NodeConfig config(ResultReceiver receiver) throws InvalidConfigurationException {
        String text = Loopback.config(folder.resolve("node"), 0, model, WORKERS, "demo", receiver);
        return ConfigReader.read(text, "the demo's configuration");
    }

    /**
     * @return whether the node took every file
     */
    private boolean send(Node node, Progress progress) throws InterruptedException {
        return StoreScu.store(Loopback.sending(), Loopback.node(node.port()), files, progress::sent)
                .stream()
                .allMatch(one -> one.outcome().isSent());
    }

    /**
     * Until every job has ended and the usual results of each scored one have come.
     *
     * @return whether they came in time
     */
    private boolean awaitResults(Node node, ResultReceiver receiver)
            throws StageException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        do {
            JobCounts counts = node.jobs().counts();
            long expected = ResultReceiver.RESULTS_OF_AN_IMAGE * counts.of(JobState.SCORED);
            if (counts.waiting() == 0 && receiver.count() == expected) {
                return true;
            }
            receiver.awaitNext(Duration.ofMillis(200));
        } while (System.nanoTime() < deadline);
        return false;
    }

    private static List<DemoResult.Image> images(Node node, Map<String, Job> jobs)
            throws StageException {
        List<DemoResult.Image> images = new ArrayList<>();
        for (Map.Entry<String, Job> one : jobs.entrySet()) {
            Job job = one.getValue();
            images.add(new DemoResult.Image(one.getKey(), job, node.jobs().sheet(job.id())));
        }
        return images;
    }

    private List<DemoResult.Arrived> arrived(
            Node node, Map<String, Job> jobs, ResultReceiver receiver)
            throws IOException, StageException {
        List<DemoResult.Arrived> arrived = new ArrayList<>();
        for (Map.Entry<String, Job> one : jobs.entrySet()) {
            for (DeliveryRecord delivery : node.outbox().ofJob(one.getValue().id())) {
                ResultKind kind = delivery.object().kind();
                Optional<Path> file = receiver.file(delivery.object().ref().sopInstanceUid());
                if (file.isPresent()) {
                    String name = one.getKey() + "-" + kind.label();
                    arrived.add(
                            new DemoResult.Arrived(
                                    one.getKey(), kind, file.get(), picture(file.get(), name)));
                }
            }
        }
        return arrived;
    }

    /** The heatmap as it arrived, as a PNG beside the folder of objects. */
    private Optional<Path> picture(Path file, String name) throws IOException {
        Optional<BufferedImage> image = HeatmapFiles.read(file);
        if (image.isEmpty()) {
            return Optional.empty();
        }
        Path png = folder.resolve(name + ".png");
        HeatmapFiles.writePng(image.get(), png);
        return Optional.of(png);
    }
}
