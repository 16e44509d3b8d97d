package org.brixianode.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.brixianode.config.NodeConfig;
import org.brixianode.ops.Alarm;
import org.brixianode.ops.AlarmBoard;
import org.brixianode.ops.AlarmKind;
import org.brixianode.ops.Events;
import org.brixianode.ops.NodeEvent;
import org.brixianode.study.FailureReason;
import org.brixianode.study.StageException;
import org.brixianode.testkit.ManualClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IntakeWatchTest {

    private static final Instant T0 = Instant.parse("2026-03-01T08:00:00Z");
    private static final NodeConfig.IntakeProbe CONFIG =
            new NodeConfig.IntakeProbe(Duration.ofSeconds(30), Duration.ofMinutes(10));

    @TempDir Path folder;

    private final ManualClock clock = new ManualClock(T0);
    private Optional<IOException> spool = Optional.empty();

    /** The mending that helps; while there is one, the database fails. */
    private Optional<String> cure = Optional.empty();

    private final List<String> deeds = new ArrayList<>();

    private final IntakeWatch.Database database =
            new IntakeWatch.Database() {
                @Override
                public void check() throws StageException {
                    deeds.add("check");
                    if (cure.isPresent()) {
                        throw new StageException(FailureReason.PARK, "no row is taken", null);
                    }
                }

                @Override
                public void renewConnections() {
                    tried("renew");
                }

                @Override
                public void reopen() {
                    tried("reopen");
                }
            };

    private void tried(String deed) {
        deeds.add(deed);
        cure = cure.filter(helps -> !helps.equals(deed));
    }

    private final List<NodeEvent> events = new ArrayList<>();
    private final AlarmBoard board = new AlarmBoard(Events.NONE, clock);
    private IntakeWatch watch;

    @BeforeEach
    void open() {
        watch =
                new IntakeWatch(
                        CONFIG,
                        () -> {
                            if (spool.isPresent()) {
                                throw spool.get();
                            }
                        },
                        database,
                        new IntakeHealth(CONFIG, folder, events::add, board, clock));
    }

    private IntakeState state() throws IOException {
        return IntakeState.read(folder).orElseThrow();
    }

    @Test
    void aSoundIntakeIsLookedAtAndLeftAlone() throws Exception {
        watch.check();

        assertThat(deeds).containsExactly("check");
        assertThat(state())
                .isEqualTo(
                        new IntakeState(
                                IntakeState.Kind.OK,
                                T0,
                                CONFIG.interval(),
                                Optional.empty(),
                                Optional.empty()));
        assertThat(state().text(clock.instant())).startsWith("ok");
    }

    @Test
    void aDatabaseThatFailsGetsNewConnections() throws Exception {
        cure = Optional.of("renew");

        watch.check();

        assertThat(deeds).containsExactly("check", "renew", "check");
        assertThat(state().kind()).isEqualTo(IntakeState.Kind.OK);
    }

    @Test
    void ifThatDoesNotHelpItIsOpenedAgain() throws Exception {
        cure = Optional.of("reopen");

        watch.check();

        assertThat(deeds).containsExactly("check", "renew", "check", "reopen", "check");
        assertThat(state().kind()).isEqualTo(IntakeState.Kind.OK);
    }

    @Test
    void aPersistentFailureIsReportedFromItsBeginningToItsEnd() throws Exception {
        cure = Optional.of("a new disk");
        watch.check();
        clock.set(T0.plusSeconds(30));
        watch.check();

        assertThat(state().isFailing(clock.instant())).isTrue();
        assertThat(state().since()).contains(T0);
        assertThat(board.active())
                .extracting(Alarm::kind, Alarm::since)
                .containsExactly(tuple(AlarmKind.INTAKE_FAILING, T0));
        assertThat(state().text(clock.instant()))
                .startsWith("FAILING since " + T0)
                .contains("no row is taken");

        cure = Optional.empty();
        watch.check();
        assertThat(state().isFailing(clock.instant())).isFalse();
        assertThat(state().since()).isEmpty();
        assertThat(board.active()).isEmpty();
        assertThat(events)
                .containsExactly(new NodeEvent.IntakeFailing(), new NodeEvent.IntakeRestored());
    }

    @Test
    void anUnwritableSpoolIsReported() throws Exception {
        spool = Optional.of(new IOException("the spool takes no file"));

        watch.check();

        assertThat(deeds).isEmpty();
        assertThat(state().text(clock.instant())).contains("the spool takes no file");
        assertThat(AlarmState.read(folder).orElseThrow().lines(clock.instant()))
                .containsExactly(
                        "alarms 1 active, tested 0 ms ago, at " + T0,
                        "  ERROR    intake-failing (node) for 0 ms: the node cannot accept images:"
                                + " the spool takes no file");
    }

    @Test
    void aStateThatIsOldIsNotBelieved() throws Exception {
        cure = Optional.of("a new disk");
        watch.check();
        Instant later = T0.plus(Duration.ofSeconds(71));

        assertThat(state().isFailing(later)).isFalse();
        assertThat(state().text(later))
                .contains("NOT TESTED for 1 min 11 s")
                .contains("does not run, or hangs");
    }

    @Test
    void afterAnOrderedStopNoNodeRuns() throws Exception {
        watch.check();
        watch.stop();

        assertThat(state().text(clock.instant())).contains("stopped at " + T0);
        assertThat(AlarmState.read(folder).orElseThrow().lines(clock.instant()))
                .containsExactly("alarms none when the node was stopped at " + T0);
    }

    @Test
    void aFileThatIsNoStateIsNone() throws Exception {
        assertThat(IntakeState.read(folder)).isEmpty();
        Files.writeString(folder.resolve("intake.json"), "{\"state\":\"BETTER\"}");
        assertThat(IntakeState.read(folder)).isEmpty();
        Files.writeString(folder.resolve("intake.json"), "half a fi");
        assertThat(IntakeState.read(folder)).isEmpty();
    }
}
