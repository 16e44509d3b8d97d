package org.brixianode.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * Redirects Java's standard error past the launcher's filter. TensorFlow's copy of Abseil writes
 * notices to file descriptor 2 regardless of its log settings. Therefore the launcher filters that
 * descriptor line by line and passes the unfiltered one under another number, to which Java writes,
 * including incomplete lines such as a progress bar.
 */
final class StandardError {

    /** Set by the launcher: a path such as {@code /dev/fd/3}. */
    static final String VARIABLE = "BRIXIA_STDERR";

    /**
     * Uses the unfiltered descriptor if there is one. If it cannot be opened by its path, for
     * example a socket, standard error is unchanged.
     */
    static void bypassFilter() {
        String path = System.getenv(VARIABLE);
        if (path != null) {
            System.setErr(unfiltered(path));
        }
    }

    static PrintStream unfiltered(String path) {
        Charset charset = Charset.defaultCharset();
        try {
            return new PrintStream(new FileOutputStream(path, true), true, charset);
        } catch (IOException e) {
            return new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset);
        }
    }

    private StandardError() {}
}
