package org.brixianode.study;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LoopbackHostTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost",
                "pacs.localhost",
                "127.0.0.1",
                "127.1.2.3",
                "::1",
                "[::1]",
                "0:0:0:0:0:0:0:1",
                "::ffff:127.0.0.1"
            })
    void staysOnTheMachine(String host) {
        assertThat(LoopbackHost.matches(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pacs.example",
                "localhost.example",
                "127.0.0.1.example",
                "10.0.0.1",
                "0.0.0.0",
                "[fe80::1]",
                "::",
                "::g"
            })
    void leavesTheMachine(String host) {
        assertThat(LoopbackHost.matches(host)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "localhost"})
    void aServerBoundToItIsReachedFromTheMachineOnly(String bind) {
        assertThat(LoopbackHost.isBoundBy(bind)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "10.0.0.1", "::g"})
    void aServerBoundToItIsReachedByOthers(String bind) {
        assertThat(LoopbackHost.isBoundBy(bind)).isFalse();
    }
}
