package org.brixianode.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.brixianode.demo.Loopback;
import org.brixianode.demo.ResultReceiver;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.dimse.StoreScu;

/**
 * Reception in megabytes per second, each receiver in turn in the same run, with the same sender
 * and objects. The node syncs every object before it answers; DCMTK's storescp does not.
 */
final class ReceptionBench {

    private static final int OBJECTS = 24;
    private static final int TIMES_TALLER = 6;

    private final BenchPlan plan;
    private final Path folder;

    /** A receiver and the speeds that it reached. */
    private record Contestant(DimseDestination destination, List<Double> speeds) {

        Contestant(DimseDestination destination) {
            this(destination, new ArrayList<>());
        }

        String name() {
            return destination.name();
        }

        Sample sample() {
            return new Sample(speeds);
        }
    }

    /**
     * @param folder for everything that is written
     */
    ReceptionBench(BenchPlan plan, Path folder) {
        this.plan = plan;
        this.folder = folder;
    }

    ReceptionFigures run() throws Exception {
        List<OtherReceiver> others = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        try (ResultReceiver nobody = ResultReceiver.start(folder.resolve("results"));
                ChildNode node = ChildNode.start(folder.resolve("node"), plan.model(), 1, nobody)) {
            startOthers(others, absent::add);
            List<Contestant> contestants = new ArrayList<>();
            contestants.add(new Contestant(node.destination()));
            others.forEach(other -> contestants.add(new Contestant(other.destination())));
            for (int round = 0; round <= plan.rounds(); round++) {
                for (Contestant contestant : contestants) {
                    double speed = megabytesPerSecond(contestant, round);
                    if (round > 0) { // the first warms up
                        contestant.speeds().add(speed);
                    }
                }
            }
            return figures(contestants, absent);
        } finally {
            for (OtherReceiver other : others) {
                other.close();
            }
        }
    }

    private void startOthers(List<OtherReceiver> others, Consumer<String> absent)
            throws IOException, InterruptedException {
        OtherReceiver.storescp(folder, absent).ifPresent(others::add);
        OtherReceiver.orthanc(folder, absent).ifPresent(others::add);
    }

    private static ReceptionFigures figures(List<Contestant> contestants, List<String> absent) {
        return new ReceptionFigures(
                contestants.get(0).sample(),
                contestants.stream()
                        .skip(1)
                        .map(other -> new ReceptionFigures.Other(other.name(), other.sample()))
                        .toList(),
                absent);
    }

    private double megabytesPerSecond(Contestant contestant, int round)
            throws IOException, InterruptedException {
        Path objects = folder.resolve(contestant.name() + round);
        List<Path> files = Copies.write(plan.source(), objects, "object", OBJECTS, TIMES_TALLER);
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        long started = System.nanoTime();
        long sent =
                StoreScu.store(Loopback.sending(), contestant.destination(), files, one -> {})
                        .stream()
                        .filter(one -> one.outcome().isSent())
                        .count();
        double seconds = (System.nanoTime() - started) / 1e9;
        if (sent < files.size()) {
            throw new IOException(contestant.name() + " took only " + sent + " objects");
        }
        for (Path file : files) {
            Files.delete(file);
        }
        return bytes / 1e6 / seconds;
    }
}
