package org.brixianode.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * Standard error beside the launcher's filter. TensorFlow's copy of Abseil writes notices to file
 * descriptor 2 whatever it is told, so the launcher filters that descriptor by lines and passes the
 * unfiltered one under another number; what Java writes goes there, unfinished lines such as a
 * progress bar included.
 */
final class StandardError {

    /** Set by the launcher: a path such as {@code /dev/fd/3}. */
    static final String VARIABLE = "BRIXIA_STDERR";

    /**
     * Uses the unfiltered descriptor where there is one. One that cannot be opened by its path, as
     * a socket, leaves standard error as it is.
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
