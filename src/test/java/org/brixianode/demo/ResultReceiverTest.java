package org.brixianode.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.PeerState;
import org.brixianode.send.dimse.DimseConfig;
import org.brixianode.send.dimse.EchoScu;
import org.brixianode.study.AeTitle;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.testkit.CapturedLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The receiving AE of demo and bench: what it counts, and how long it waits. */
final class ResultReceiverTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir Path folder;

    private ReceivedInstance instance(String uid, long second) {
        return new ReceivedInstance(
                new InstanceRef("1", "1", "1", uid),
                "1",
                Loopback.NODE,
                ResultReceiver.TITLE,
                folder.resolve(uid),
                1,
                "",
                Instant.ofEpochSecond(second));
    }

    @Test
    void anObjectThatComesTwiceCountsOnce() throws Exception {
        try (ResultReceiver receiver = ResultReceiver.start(folder)) {
            receiver.accept(instance("1.2", 2));
            receiver.accept(instance("1.1", 1));
            receiver.accept(instance("1.2", 3));
            receiver.awaitCount(2, Duration.ZERO);
            assertThat(receiver.count()).isEqualTo(2);
            assertThat(receiver.file("1.1")).contains(folder.resolve("1.1"));
            assertThat(receiver.file("1.3")).isEmpty();
        }
    }

    /** The node beside it tells once that it takes images of anyone. */
    @Test
    void itTakesObjectsOfTheNodeAlone() throws Exception {
        try (CapturedLog log = CapturedLog.of("org.brixianode");
                ResultReceiver receiver = ResultReceiver.start(folder)) {
            assertThat(log.warnings()).isEmpty();
            assertThat(echo(receiver, Loopback.NODE)).isEqualTo(PeerState.ANSWERS);
            assertThat(echo(receiver, new AeTitle("STRANGER"))).isEqualTo(PeerState.REJECTED);
        }
    }

    private static PeerState echo(ResultReceiver receiver, AeTitle caller) throws Exception {
        DimseDestination peer =
                new DimseDestination(
                        "receiver",
                        ResultReceiver.TITLE,
                        Loopback.ADDRESS,
                        receiver.port(),
                        Optional.empty());
        return EchoScu.echo(DimseConfig.defaults(caller), peer).state();
    }

    @Test
    void awaitingEndsWithTheLastObject() throws Exception {
        try (ResultReceiver receiver = ResultReceiver.start(folder)) {
            CompletableFuture<Void> waiting =
                    CompletableFuture.runAsync(() -> await(receiver, 2, LONG));
            receiver.accept(instance("1.1", 1));
            receiver.accept(instance("1.2", 2));
            waiting.get(LONG.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void aWaitThatRunsOutSaysHowManyArrived() throws Exception {
        try (ResultReceiver receiver = ResultReceiver.start(folder)) {
            receiver.accept(instance("1.1", 1));
            assertThatThrownBy(() -> receiver.awaitCount(2, Duration.ofMillis(20)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("only 1 of 2 results arrived");
        }
    }

    private static void await(ResultReceiver receiver, int count, Duration atMost) {
        try {
            receiver.awaitCount(count, atMost);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
