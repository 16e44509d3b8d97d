package org.brixianode.ops.audit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.brixianode.study.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages for the syslog server, on disk in the order in which they were added, until they are
 * confirmed. A message is a line of a segment file, behind its time in milliseconds. Bounded by
 * size and age: the oldest are deleted.
 *
 * <p>Survives the end of the process, but not a power failure: files are not synced. Messages that
 * were sent and not yet confirmed are read again by the next process. Thread-safe.
 */
final class SyslogSpool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SyslogSpool.class);

    private static final String ENDING = ".spool";
    private static final String POSITION = "position";

    /** Segments of the greatest size of the spool. */
    private static final int SEGMENTS = 16;

    private static final int EXPIRY_BATCH = 500;

    /**
     * A place in the spool.
     *
     * @param segment number of the file
     * @param offset byte in it
     */
    record Position(long segment, long offset) implements Comparable<Position> {

        @Override
        public int compareTo(Position other) {
            return segment == other.segment
                    ? Long.compare(offset, other.offset)
                    : Long.compare(segment, other.segment);
        }
    }

    /**
     * A message.
     *
     * @param end where the next one begins
     */
    record Entry(Instant at, byte[] message, Position end) {}

    private final Path folder;
    private final long maxBytes;
    private final Duration maxAge;
    private final Clock clock;

    /** Lengths of the segments by number, up to the last complete line. */
    private final TreeMap<Long, Long> segments = new TreeMap<>();

    private FileChannel tail;
    private Position confirmed;
    private long lost;

    private SyslogSpool(Path folder, long maxBytes, Duration maxAge, Clock clock)
            throws IOException {
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.maxAge = maxAge;
        this.clock = clock;
        PrivateFiles.createFolders(folder);
        findSegments();
        long next = segments.isEmpty() ? 1 : segments.lastKey() + 1;
        confirmed = readPosition(new Position(segments.isEmpty() ? next : segments.firstKey(), 0));
        tail = newSegment(Math.max(next, confirmed.segment() + 1));
        deleteConfirmed();
    }

    /**
     * @throws IOException if the folder cannot be used
     */
    static SyslogSpool open(Path folder, SyslogConfig config, Clock clock) throws IOException {
        return new SyslogSpool(folder, config.spoolBytes(), config.spoolAge(), clock);
    }

    private void findSegments() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = String.valueOf(file.getFileName());
                if (name.matches("\\d{1,18}\\" + ENDING)) {
                    long number =
                            Long.parseLong(name.substring(0, name.length() - ENDING.length()));
                    segments.put(number, Files.size(file));
                }
            }
        }
    }

    /** The confirmed position; without a valid file that of the oldest message. */
    private Position readPosition(Position oldest) throws IOException {
        Path file = folder.resolve(POSITION);
        if (Files.notExists(file)) {
            return oldest;
        }
        String[] numbers = Files.readString(file).strip().split(" ");
        try {
            Position read = new Position(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
            return read.compareTo(oldest) < 0 ? oldest : read;
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            LOG.warn("{} is damaged: the messages in {} are sent again", file, folder);
            return oldest;
        }
    }

    private FileChannel newSegment(long number) throws IOException {
        Path file = file(number);
        FileChannel channel =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                        PrivateFiles.fileAttributes(file));
        segments.put(number, channel.size());
        return channel;
    }

    private Path file(long segment) {
        return folder.resolve("%018d%s".formatted(segment, ENDING));
    }

    /** Adds a message of one line. */
    synchronized void add(Instant at, byte[] message) throws IOException {
        if (!tail.isOpen()) {
            return;
        }
        if (tail.size() >= maxBytes / SEGMENTS) {
            tail.close();
            tail = newSegment(segments.lastKey() + 1);
            deleteConfirmed();
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream(message.length + 16);
        line.writeBytes((at.toEpochMilli() + " ").getBytes(StandardCharsets.US_ASCII));
        line.writeBytes(message);
        line.write('\n');
        ByteBuffer bytes = ByteBuffer.wrap(line.toByteArray());
        while (bytes.hasRemaining()) {
            tail.write(bytes);
        }
        segments.put(segments.lastKey(), tail.size());
        deleteOldest();
        notifyAll();
    }

    /** Deletes the oldest segments while the spool is too large. */
    private void deleteOldest() throws IOException {
        long total = segments.values().stream().mapToLong(Long::longValue).sum();
        while (total > maxBytes && segments.size() > 1) {
            long oldest = segments.firstKey();
            lost += unconfirmed(oldest);
            total -= segments.getOrDefault(oldest, 0L);
            delete(oldest);
            Position next = new Position(segments.firstKey(), 0);
            if (confirmed.compareTo(next) < 0) {
                confirmed = next;
            }
        }
    }

    private long unconfirmed(long segment) throws IOException {
        Position from = new Position(segment, 0);
        from = confirmed.compareTo(from) > 0 ? confirmed : from;
        return from.segment() > segment ? 0 : read(from, Integer.MAX_VALUE, true).size();
    }

    private void delete(long segment) throws IOException {
        Files.deleteIfExists(file(segment));
        segments.remove(segment);
    }

    private void deleteConfirmed() throws IOException {
        while (segments.size() > 1 && segments.firstKey() < confirmed.segment()) {
            delete(segments.firstKey());
        }
    }

    /** The confirmed position, from which messages are sent after a failure. */
    synchronized Position confirmed() {
        return confirmed;
    }

    /** The number of messages that were deleted unsent since the last call. */
    synchronized long takeLost() {
        long count = lost;
        lost = 0;
        return count;
    }

    /** Deletes messages that are too old. */
    synchronized void expire() throws IOException {
        Instant oldest = clock.instant().minus(maxAge);
        Position until = confirmed;
        boolean more = true;
        while (more) {
            List<Entry> next = read(until, EXPIRY_BATCH, false);
            more = next.size() == EXPIRY_BATCH;
            for (Entry entry : next) {
                if (!entry.at().isBefore(oldest)) {
                    more = false;
                    break;
                }
                lost++;
                until = entry.end();
            }
        }
        confirm(until);
    }

    /**
     * The next messages; where there are none, waits for one.
     *
     * @param max greatest number
     * @return empty after the wait
     */
    synchronized List<Entry> next(Position from, int max, Duration wait)
            throws IOException, InterruptedException {
        List<Entry> found = read(from, max, false);
        if (found.isEmpty() && tail.isOpen()) {
            wait(Math.max(1, wait.toMillis()));
            found = read(from, max, false);
        }
        return found;
    }

    private List<Entry> read(Position from, int max, boolean oneSegment) throws IOException {
        List<Entry> found = new ArrayList<>();
        Position at = from;
        for (long segment : List.copyOf(segments.tailMap(from.segment()).keySet())) {
            if (segment > at.segment()) {
                at = new Position(segment, 0);
            }
            at = readSegment(at, max, found);
            if (found.size() >= max || oneSegment) {
                break;
            }
        }
        return found;
    }

    private Position readSegment(Position from, int max, List<Entry> found) throws IOException {
        Position at = from;
        try (FileChannel channel = FileChannel.open(file(from.segment()))) {
            channel.position(from.offset());
            InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
            while (found.size() < max) {
                ByteArrayOutputStream line = new ByteArrayOutputStream();
                int next = in.read();
                while (next >= 0 && next != '\n') {
                    line.write(next);
                    next = in.read();
                }
                if (next < 0) {
                    // The end, or a line that the end of a process cut off.
                    return at;
                }
                at = new Position(at.segment(), at.offset() + line.size() + 1);
                entry(line.toByteArray(), at, found);
            }
        } catch (NoSuchFileException e) {
            LOG.warn("{} has been deleted by another program", e.getFile());
        }
        return at;
    }

    private void entry(byte[] line, Position end, List<Entry> found) {
        int space = 0;
        while (space < line.length && line[space] != ' ') {
            space++;
        }
        try {
            long at = Long.parseLong(new String(line, 0, space, StandardCharsets.US_ASCII));
            byte[] message = Arrays.copyOfRange(line, space + 1, line.length);
            found.add(new Entry(Instant.ofEpochMilli(at), message, end));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            LOG.warn("a damaged line in {} is skipped", file(end.segment()));
        }
    }

    /** Records that messages up to a position have been received, and deletes finished files. */
    synchronized void confirm(Position until) throws IOException {
        if (until.compareTo(confirmed) <= 0) {
            return;
        }
        confirmed = until;
        Path next = folder.resolve(POSITION + ".next");
        Files.deleteIfExists(next);
        PrivateFiles.createFile(next);
        Files.writeString(next, until.segment() + " " + until.offset() + "\n");
        Files.move(
                next,
                folder.resolve(POSITION),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        deleteConfirmed();
    }

    @Override
    public synchronized void close() throws IOException {
        tail.close();
        notifyAll();
    }
}
