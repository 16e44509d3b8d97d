package org.brixianode.testkit;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.brixianode.dicom.TlsConfig;
import org.brixianode.receive.Intake;
import org.brixianode.receive.ReceiveConfig;
import org.brixianode.receive.Refusals;
import org.brixianode.receive.StoreListener;
import org.brixianode.receive.StoreScp;
import org.brixianode.study.AeTitle;
import org.brixianode.study.StageException;

/** Our own SCP on a free port of loopback, with settings that suit a test. */
public final class TestScp implements AutoCloseable {

    public static final String TITLE = "BRIXIA";

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final long PLENTY = Long.MAX_VALUE;

    private final Path spool;
    private final AtomicLong freeBytes = new AtomicLong(PLENTY);
    private Set<AeTitle> callers = Set.of();
    private Set<String> keptClasses = Set.of();
    private ReceiveConfig.Associations associations = new ReceiveConfig.Associations(20, 20);
    private int pduBytes = 1 << 16;
    private long objectBytes = 1 << 26;
    private ReceiveConfig.Timeouts timeouts = new ReceiveConfig.Timeouts(LONG, LONG, LONG, LONG);
    private ReceiveConfig.DiskMarks disk = new ReceiveConfig.DiskMarks(2000, 1000);
    private Optional<TlsConfig> tls = Optional.empty();
    private Refusals refusals = Refusals.NONE;
    private Set<String> undecodable = Set.of();
    private StoreScp scp;

    public TestScp(Path spool) {
        this.spool = spool;
    }

    public TestScp callers(String... titles) {
        callers =
                Stream.of(titles)
                        .map(AeTitle::new)
                        .collect(java.util.stream.Collectors.toUnmodifiableSet());
        return this;
    }

    /** Transfer syntaxes whose decoders are said not to work. */
    public TestScp undecodable(String... transferSyntaxes) {
        undecodable = Set.of(transferSyntaxes);
        return this;
    }

    public TestScp keptClasses(String... sopClasses) {
        keptClasses =
                Stream.concat(keptClasses.stream(), Stream.of(sopClasses))
                        .collect(java.util.stream.Collectors.toUnmodifiableSet());
        return this;
    }

    public TestScp associations(int bound) {
        return associations(bound, bound);
    }

    public TestScp associations(int most, int perAddress) {
        associations = new ReceiveConfig.Associations(most, perAddress);
        return this;
    }

    public TestScp pduBytes(int bound) {
        pduBytes = bound;
        return this;
    }

    public TestScp objectBytes(long bound) {
        objectBytes = bound;
        return this;
    }

    public TestScp timeouts(Duration accept, Duration request, Duration idle) {
        timeouts = new ReceiveConfig.Timeouts(accept, request, idle, LONG);
        return this;
    }

    public TestScp tls(TlsConfig config) {
        tls = Optional.of(config);
        return this;
    }

    /** What the file system is said to have left; the marks are at 2000 and 1000. */
    public TestScp refusals(Refusals heard) {
        refusals = heard;
        return this;
    }

    public void freeBytes(long bytes) {
        freeBytes.set(bytes);
    }

    public ReceiveConfig config() {
        return new ReceiveConfig(
                new AeTitle(TITLE),
                "127.0.0.1",
                0,
                callers,
                keptClasses,
                associations,
                pduBytes,
                objectBytes,
                timeouts,
                disk,
                spool,
                tls);
    }

    public TestScp start(Intake intake) throws IOException, StageException {
        scp =
                new StoreScp(
                        config(),
                        intake,
                        Clock.systemUTC(),
                        freeBytes::get,
                        refusals,
                        StoreListener.NONE,
                        undecodable);
        scp.start();
        return this;
    }

    public StoreScp scp() {
        return scp;
    }

    public int port() {
        return scp.port();
    }

    /** Files in one of the spool's folders, below it too. */
    public List<Path> files(String folder) {
        return files(spool, folder);
    }

    public static List<Path> files(Path spool, String folder) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(spool.resolve(folder), new Collector(found));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return found;
    }

    /** Collects files; one that goes while it is looked at is none. */
    private static final class Collector extends SimpleFileVisitor<Path> {

        private final List<Path> found;

        Collector(List<Path> found) {
            this.found = found;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
                found.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }
    }

    @Override
    public void close() {
        if (scp != null) {
            scp.close();
        }
    }
}
