package org.brixianode.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.brixianode.receive.Intake;
import org.brixianode.receive.ReceiveConfig;
import org.brixianode.receive.StoreScp;
import org.brixianode.report.registry.StandardResults;
import org.brixianode.study.AeTitle;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.ResultForm;
import org.brixianode.study.StageException;

/** A small receiving AE on loopback that keeps what the {@link Loopback} node sends. */
public final class ResultReceiver implements Intake, AutoCloseable {

    public static final AeTitle TITLE = new AeTitle("VIEWER");

    /** Result objects that a node sends for each scored image unless it is configured otherwise. */
    public static final int RESULTS_OF_AN_IMAGE = StandardResults.WRITERS.usual().size();

    private static final Duration STOP_WAIT = Duration.ofSeconds(10);
    private static final long MOST_BYTES = 512L << 20;

    private final Map<String, ReceivedInstance> received = new ConcurrentHashMap<>();
    private final StoreScp scp;

    private ResultReceiver(Path folder) {
        this.scp = new StoreScp(config(folder), this, Clock.systemUTC());
    }

    /**
     * @param folder for what arrives
     */
    public static ResultReceiver start(Path folder) throws IOException, StageException {
        ResultReceiver receiver = new ResultReceiver(folder);
        receiver.scp.start();
        return receiver;
    }

    private static ReceiveConfig config(Path folder) {
        return new ReceiveConfig(
                TITLE,
                "127.0.0.1",
                0,
                Set.of(Loopback.NODE),
                StandardResults.WRITERS.forms().stream()
                        .map(ResultForm::sopClassUid)
                        .collect(Collectors.toSet()),
                ReceiveConfig.Associations.DEFAULT,
                1 << 17,
                MOST_BYTES,
                ReceiveConfig.Timeouts.DEFAULT,
                new ReceiveConfig.DiskMarks(0, 0),
                folder,
                Optional.empty());
    }

    @Override
    public Verdict accept(ReceivedInstance instance) {
        ReceivedInstance before = received.putIfAbsent(instance.ref().sopInstanceUid(), instance);
        synchronized (this) {
            notifyAll();
        }
        return before == null ? Verdict.NEW : Verdict.DUPLICATE;
    }

    @Override
    public void recordConflict(ReceivedInstance instance) {}

    @Override
    public Map<String, String> committedDigests(Collection<String> sopInstanceUids) {
        return Map.of();
    }

    public int port() {
        return scp.port();
    }

    public int count() {
        return received.size();
    }

    /** The file of an object; empty if it has not arrived. */
    Optional<Path> file(String sopInstanceUid) {
        return Optional.ofNullable(received.get(sopInstanceUid)).map(ReceivedInstance::file);
    }

    /**
     * Returns as soon as so many objects have arrived.
     *
     * @throws IOException if fewer arrive in the time
     */
    public synchronized void awaitCount(int objects, Duration atMost)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (count() < objects) {
            long leftNs = deadline - System.nanoTime();
            if (leftNs <= 0) {
                throw new IOException("only %d of %d results arrived".formatted(count(), objects));
            }
            TimeUnit.NANOSECONDS.timedWait(this, leftNs);
        }
    }

    /** Returns when something arrives, or after the time. */
    synchronized void awaitNext(Duration atMost) throws InterruptedException {
        wait(atMost.toMillis());
    }

    @Override
    public void close() {
        try {
            scp.stop(STOP_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
