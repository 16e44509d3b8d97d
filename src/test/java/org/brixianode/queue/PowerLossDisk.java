package org.brixianode.queue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system for H2 that remembers what a disk would hold after a power loss: what was synced
 * for certain, and of what was written and cut off since then any part.
 */
public final class PowerLossDisk extends FilePathWrapper {

    static final String PREFIX = "powerloss:async:";

    private static final Image IMAGE = new Image();

    /** A change of the file's content. */
    @FunctionalInterface
    private interface Change {
        byte[] of(byte[] content);
    }

    private record Write(long position, byte[] bytes) implements Change {
        @Override
        public byte[] of(byte[] content) {
            int end = Math.toIntExact(position + bytes.length);
            byte[] changed = Arrays.copyOf(content, Math.max(content.length, end));
            System.arraycopy(bytes, 0, changed, (int) position, bytes.length);
            return changed;
        }
    }

    /** H2 looks for its last chunk at the end of the file, too, and cuts off what is unused. */
    private record Truncation(long size) implements Change {
        @Override
        public byte[] of(byte[] content) {
            return size < content.length ? Arrays.copyOf(content, Math.toIntExact(size)) : content;
        }
    }

    /** The one database file that is under watch. */
    private static final class Image {
        private byte[] synced = new byte[0];
        private final List<Change> unsynced = new ArrayList<>();

        synchronized void start(byte[] content) {
            synced = content;
            unsynced.clear();
        }

        synchronized void add(Change change) {
            unsynced.add(change);
        }

        synchronized int unsyncedChanges() {
            return unsynced.size();
        }

        /** Takes the first changes as synced, those that were complete when the sync began. */
        synchronized void sync(int changes) {
            List<Change> done = unsynced.subList(0, Math.min(changes, unsynced.size()));
            synced = with(done);
            done.clear();
        }

        synchronized byte[] after(IntPredicate survives) {
            List<Change> kept = new ArrayList<>();
            for (int i = 0; i < unsynced.size(); i++) {
                if (survives.test(i)) {
                    kept.add(unsynced.get(i));
                }
            }
            return with(kept);
        }

        private byte[] with(List<Change> changes) {
            byte[] content = synced;
            for (Change change : changes) {
                content = change.of(content);
            }
            return content;
        }
    }

    /** Makes the file system known to H2 and forgets what was written before. */
    static void insert() {
        insert(new byte[0]);
    }

    /**
     * The same with a file that is there already.
     *
     * @param synced what it holds
     */
    static void insert(byte[] synced) {
        IMAGE.start(synced);
        FilePath.register(new PowerLossDisk());
    }

    /** The file after a power loss now, with those unsynced changes whose number survives. */
    static byte[] imageAfterLoss(IntPredicate survives) {
        return IMAGE.after(survives);
    }

    @Override
    public String getScheme() {
        return "powerloss";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Recorder(getBase().open(mode), name.endsWith(".mv.db"));
    }

    private static final class Recorder extends ForwardingFile {

        private final boolean watched;

        Recorder(FileChannel base, boolean watched) {
            super(base);
            this.watched = watched;
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            byte[] bytes = new byte[source.remaining()];
            source.duplicate().get(bytes);
            int written = super.write(source, position);
            if (watched) {
                IMAGE.add(new Write(position, Arrays.copyOf(bytes, written)));
            }
            return written;
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            super.implTruncate(size);
            if (watched) {
                IMAGE.add(new Truncation(size));
            }
        }

        @Override
        public void force(boolean metaData) throws IOException {
            int complete = IMAGE.unsyncedChanges();
            super.force(metaData);
            if (watched) {
                IMAGE.sync(complete);
            }
        }
    }
}
