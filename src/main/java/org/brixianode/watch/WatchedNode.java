package org.brixianode.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the watch sees of the running node, beside its queue.
 *
 * @param endedThreads names of threads that have ended and are not replaced yet
 * @param replacement how long the replacement of a thread takes at most
 * @param progress of the images in work
 * @param contacts with the destinations
 * @param rejections of senders
 * @param missedPriors images scored without all of their earlier radiographs
 * @param destinations the configured destinations
 * @param freeBytes free space of the disk of storage.dir
 * @param marks below which images are refused
 * @param modelFolder folder of the model in use
 * @param stores key stores and trust stores in use
 * @param radiographs SOP classes of images that can be scored
 * @param zone time zone of the hours in which images usually come
 * @param nanoTime a clock that nobody sets, in nanoseconds
 */
public record WatchedNode(
        Supplier<List<String>> endedThreads,
        Duration replacement,
        Supplier<Progress> progress,
        Contacts contacts,
        Rejections rejections,
        MissedPriors missedPriors,
        Supplier<List<Target>> destinations,
        FreeBytes freeBytes,
        Marks marks,
        Path modelFolder,
        Supplier<List<Store>> stores,
        Set<String> radiographs,
        ZoneId zone,
        LongSupplier nanoTime) {

    /**
     * The images in work.
     *
     * @param claimed their number
     * @param lastMoved when one was last begun or ended
     * @param lastLook when the node last looked for images that are due
     */
    public record Progress(int claimed, Instant lastMoved, Instant lastLook) {}

    /**
     * A configured destination.
     *
     * @param description with AE title and address, for messages
     */
    public record Target(String name, String description) {}

    /** Free disk space. */
    @FunctionalInterface
    public interface FreeBytes {
        long get() throws IOException;
    }

    /**
     * The marks of storage.disk.
     *
     * @param folder storage.dir
     */
    public record Marks(Path folder, LongSupplier soft, LongSupplier hard) {

        public Marks(Path folder, long softBytes, long hardBytes) {
            this(folder, () -> softBytes, () -> hardBytes);
        }

        long softBytes() {
            return soft.getAsLong();
        }

        long hardBytes() {
            return hard.getAsLong();
        }
    }

    /**
     * A key store or trust store.
     *
     * @param name its key in the configuration
     * @param file a PKCS #12, JKS or PEM file
     * @param trust whether it holds the certificates that are trusted
     * @param kept whether what was read before stays in use if the file cannot be read any more
     */
    public record Store(String name, Path file, String password, boolean trust, boolean kept) {

        /** Masks the password. */
        @Override
        public String toString() {
            return "Store[" + name + ", " + file + "]";
        }
    }
}
