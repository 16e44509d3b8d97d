package org.brixianode.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.brixianode.dicom.StorageClasses;
import org.brixianode.receive.Intake;
import org.brixianode.receive.ReceiveConfig;
import org.brixianode.receive.StoreScp;
import org.brixianode.study.AeTitle;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.StageException;

/** A destination that keeps every object that is sent to it, repetitions included. */
public final class ResultSink implements Intake, AutoCloseable {

    public static final AeTitle TITLE = new AeTitle("SINK");

    private final List<ReceivedInstance> arrivals = new CopyOnWriteArrayList<>();
    private final Object gate = new Object();
    private int most = Integer.MAX_VALUE;
    private int held;
    private final StoreScp scp;

    private ResultSink(Path folder, int port) {
        this.scp =
                new StoreScp(
                        new ReceiveConfig(
                                TITLE,
                                "127.0.0.1",
                                port,
                                Set.of(),
                                StorageClasses.all(),
                                ReceiveConfig.Associations.DEFAULT,
                                1 << 17,
                                1L << 28,
                                ReceiveConfig.Timeouts.DEFAULT,
                                new ReceiveConfig.DiskMarks(0, 0),
                                folder,
                                Optional.empty()),
                        this,
                        Clock.systemUTC());
    }

    /**
     * @param port 0 for any free one
     */
    public static ResultSink start(Path folder, int port) throws IOException, StageException {
        ResultSink sink = new ResultSink(folder, port);
        sink.scp.start();
        return sink;
    }

    public int port() {
        return scp.port();
    }

    /** Everything that arrived, in order; an object that came twice is there twice. */
    public List<ReceivedInstance> arrivals() {
        return List.copyOf(arrivals);
    }

    /** Arrivals of one SOP class. */
    public List<ReceivedInstance> ofClass(String sopClassUid) {
        return arrivals.stream()
                .filter(arrival -> arrival.ref().sopClassUid().equals(sopClassUid))
                .toList();
    }

    /** Number of open associations; what came in a closed one is among the arrivals. */
    public int openAssociations() {
        return scp.openAssociations();
    }

    /** Answers no further object once so many have arrived, until the number is raised. */
    public void holdAfter(int count) {
        synchronized (gate) {
            most = count;
            gate.notifyAll();
        }
    }

    /** Answers what is held, and everything from now on. */
    public void letAllIn() {
        holdAfter(Integer.MAX_VALUE);
    }

    /** Whether an object waits for its answer. */
    public boolean isHolding() {
        synchronized (gate) {
            return held > 0;
        }
    }

    @Override
    public Verdict accept(ReceivedInstance instance) {
        synchronized (gate) {
            held++;
            try {
                while (arrivals.size() >= most) {
                    gate.wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                held--;
            }
            arrivals.add(instance);
        }
        return Verdict.NEW;
    }

    @Override
    public void recordConflict(ReceivedInstance instance) {}

    @Override
    public Map<String, String> committedDigests(Collection<String> sopInstanceUids) {
        return Map.of();
    }

    @Override
    public void close() throws IOException {
        letAllIn();
        try {
            scp.stop(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopping was interrupted", e);
        }
    }
}
