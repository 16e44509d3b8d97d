package org.brixianode.web.rest;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.brixianode.api.DestinationInfo;
import org.brixianode.api.ReachabilityInfo;
import org.brixianode.queue.PurgedJob;
import org.brixianode.study.AeTitle;

/** A node with one destination, which notes what the interface causes. */
final class TestView implements NodeView {

    static final Instant AT = Instant.parse("2026-11-28T10:00:00Z");
    static final String DESTINATION = "pacs";

    final List<String> effects = new ArrayList<>();
    volatile Runnable onDelete = () -> {};
    private Optional<ReachabilityInfo> tested = Optional.empty();

    @Override
    public NodeInfo node() {
        return new NodeInfo("BRIXIA", 11112, "1.0", AT, "node");
    }

    @Override
    public IntakeInfo intake() {
        return new IntakeInfo("OK", Optional.of(AT), Optional.empty(), Optional.empty());
    }

    @Override
    public DiskInfo disk() {
        return new DiskInfo(5L << 30, 10L << 30, 2L << 30, 1L << 30);
    }

    @Override
    public ModelInfo model() {
        return new ModelInfo(
                "mini",
                "4",
                "CPU",
                "a".repeat(64),
                Map.of(
                        "intendedUse",
                        "research",
                        "licence",
                        "none",
                        "training",
                        Map.of("images", 1),
                        "figures",
                        Map.of("zoneMae", 0.4),
                        "decision",
                        "MODE",
                        "calibration",
                        Map.of(),
                        "members",
                        1,
                        "testTimeFlip",
                        false,
                        "preprocessing",
                        Map.of()));
    }

    @Override
    public List<DestinationInfo> destinations() {
        return List.of(
                new DestinationInfo(
                        DESTINATION,
                        new DestinationInfo.Address(
                                "dimse",
                                Optional.of(new AeTitle("PACS")),
                                Optional.empty(),
                                "127.0.0.1",
                                104),
                        List.of("heatmap", "report"),
                        object -> true,
                        caller -> !caller.value().equals("OTHER")));
    }

    @Override
    public Optional<ReachabilityInfo> reachability(String destination) {
        return tested;
    }

    @Override
    public ReachabilityInfo echo(String destination) {
        ReachabilityInfo found =
                new ReachabilityInfo(
                        "ANSWERS", destination + " answers", AT, Optional.of(Duration.ofMillis(3)));
        tested = Optional.of(found);
        return found;
    }

    @Override
    public Optional<byte[]> heatmap(Path file, OptionalInt width) {
        return Optional.of(new byte[] {(byte) width.orElse(0)});
    }

    @Override
    public String statusText(int status) {
        return "0x%04X".formatted(status);
    }

    @Override
    public Optional<Duration> priorsWait() {
        return Optional.empty();
    }

    @Override
    public void jobsDue() {
        effects.add("jobs due");
    }

    @Override
    public void deliveriesDue() {
        effects.add("deliveries due");
    }

    @Override
    public void deleteFiles(PurgedJob job) {
        onDelete.run();
        effects.add("delete " + job.id());
    }
}
