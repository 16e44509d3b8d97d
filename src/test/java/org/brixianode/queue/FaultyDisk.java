package org.brixianode.queue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** A file system for H2 whose writes or syncs fail when a test says so. */
public final class FaultyDisk extends FilePathWrapper {

    static final String PREFIX = "faulty:async:";

    private static volatile boolean full;
    private static volatile boolean broken;

    /** Makes the file system, sound, known to H2. */
    static void insert() {
        full = false;
        broken = false;
        FilePath.register(new FaultyDisk());
    }

    static void setFull(boolean isFull) {
        full = isFull;
    }

    static void setBroken(boolean isBroken) {
        broken = isBroken;
    }

    @Override
    public String getScheme() {
        return "faulty";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new ForwardingFile(getBase().open(mode)) {
            @Override
            public int write(ByteBuffer source, long position) throws IOException {
                if (full) {
                    throw new IOException("No space left on device");
                }
                return super.write(source, position);
            }

            @Override
            public void force(boolean metaData) throws IOException {
                if (broken) {
                    throw new IOException("Input/output error");
                }
                super.force(metaData);
            }
        };
    }
}
