package org.brixianode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.brixianode.report.registry.StandardResults;
import org.brixianode.study.AeTitle;
import org.junit.jupiter.api.Test;

final class PipelineConfigTest {

    private static final PipelineConfig.Retry RETRY =
            new PipelineConfig.Retry(Duration.ofSeconds(10), Duration.ofMinutes(1), 5);

    @Test
    void waitsDoubleUpToTheLongest() {
        assertThat(RETRY.after(1)).isEqualTo(Duration.ofSeconds(10));
        assertThat(RETRY.after(2)).isEqualTo(Duration.ofSeconds(20));
        assertThat(RETRY.after(3)).isEqualTo(Duration.ofSeconds(40));
        assertThat(RETRY.after(4)).isEqualTo(Duration.ofMinutes(1));
        assertThat(RETRY.after(1000)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void badNumbersAreRefused() {
        assertThatThrownBy(() -> new PipelineConfig.Retry(Duration.ZERO, Duration.ofSeconds(1), 1))
                .hasMessageContaining("retry-first");
        assertThatThrownBy(
                        () ->
                                new PipelineConfig.Retry(
                                        Duration.ofSeconds(2), Duration.ofSeconds(1), 1))
                .hasMessageContaining("longest");
        assertThatThrownBy(
                        () ->
                                new PipelineConfig(
                                        1,
                                        0,
                                        1,
                                        RETRY,
                                        Duration.ofSeconds(1),
                                        1,
                                        Path.of("r"),
                                        List.of()))
                .hasMessageContaining("workers");
        assertThatThrownBy(
                        () ->
                                new PipelineConfig(
                                        1, 1, 1, RETRY, Duration.ZERO, 1, Path.of("r"), List.of()))
                .hasMessageContaining("poll");
    }

    @Test
    void aRouteForOwnResultsTakesNoOthers() {
        AeTitle own = new AeTitle("CR1");
        Route route = new Route("cr1", StandardResults.WRITERS.usual(), Optional.of(own));
        assertThat(route.takesResultsOf(own)).isTrue();
        assertThat(route.takesResultsOf(new AeTitle("CR2"))).isFalse();
        assertThat(
                        new Route("pacs", StandardResults.WRITERS.usual(), Optional.empty())
                                .takesResultsOf(new AeTitle("CR2")))
                .isTrue();
    }
}
