package org.brixianode.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.brixianode.study.StageException;

/** The measurements, in a temporary folder that is deleted at the end. */
public final class Bench implements AutoCloseable {

    private final BenchPlan plan;
    private final Path folder;

    public Bench(BenchPlan plan) throws IOException {
        this.plan = plan;
        this.folder = Files.createTempDirectory("brixia-bench");
    }

    /** A node beside its model alone. Takes minutes. */
    public ScoringFigures scoring() throws IOException, InterruptedException, StageException {
        return new ScoringBench(plan, folder.resolve("scoring")).run();
    }

    /** A node's reception beside that of other receivers, where they are installed. */
    public ReceptionFigures reception() throws Exception {
        return new ReceptionBench(plan, folder.resolve("reception")).run();
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
