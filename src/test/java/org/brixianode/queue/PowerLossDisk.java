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
 * for certain, and of what was written since then any part.
 */
public final class PowerLossDisk extends FilePathWrapper {

    static final String PREFIX = "powerloss:async:";

    private static final Image IMAGE = new Image();

    private record Write(long position, byte[] bytes) {}

    /** The one database file that is under watch. */
    private static final class Image {
        private byte[] synced = new byte[0];
        private final List<Write> unsynced = new ArrayList<>();

        synchronized void start(byte[] content) {
            synced = content;
            unsynced.clear();
        }

        synchronized void write(long position, byte[] bytes) {
            unsynced.add(new Write(position, bytes));
        }

        synchronized int unsyncedWrites() {
            return unsynced.size();
        }

        /** Takes the first writes as synced, those that were complete when the sync began. */
        synchronized void sync(int writes) {
            List<Write> done = unsynced.subList(0, Math.min(writes, unsynced.size()));
            synced = with(done);
            done.clear();
        }

        synchronized byte[] after(IntPredicate survives) {
            List<Write> kept = new ArrayList<>();
            for (int i = 0; i < unsynced.size(); i++) {
                if (survives.test(i)) {
                    kept.add(unsynced.get(i));
                }
            }
            return with(kept);
        }

        private byte[] with(List<Write> writes) {
            byte[] bytes = synced;
            for (Write write : writes) {
                int end = Math.toIntExact(write.position() + write.bytes().length);
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length, end));
                System.arraycopy(
                        write.bytes(), 0, bytes, (int) write.position(), write.bytes().length);
            }
            return bytes;
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

    /** The file after a power loss now, with those unsynced writes whose number survives. */
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
                IMAGE.write(position, Arrays.copyOf(bytes, written));
            }
            return written;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            int complete = IMAGE.unsyncedWrites();
            super.force(metaData);
            if (watched) {
                IMAGE.sync(complete);
            }
        }
    }
}
