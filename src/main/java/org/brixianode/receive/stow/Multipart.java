package org.brixianode.receive.stow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads a multipart body (RFC 2046 5.1) part by part, in memory of a fixed size.
 *
 * <p>Line ends are CR LF, as the standard wants them: a body whose delimiters end otherwise is
 * malformed.
 */
final class Multipart {

    private static final int BUFFER_BYTES = 1 << 16;

    /** Of the text before the first part, which is to be ignored. */
    private static final int MAX_PREAMBLE_BYTES = 1 << 16;

    private static final int MAX_HEADER_BYTES = 8 << 10;

    /** The body breaks the rules; the connection is in order. */
    static final class MalformedException extends IOException {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }

    private final InputStream in;
    private final byte[] delimiter;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private boolean ended;
    private boolean first = true;

    /**
     * @param boundary 1 to 200 characters
     */
    Multipart(InputStream in, String boundary) {
        this.in = in;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII);
        // The first delimiter may be at the very beginning.
        buffer[0] = '\r';
        buffer[1] = '\n';
        this.limit = 2;
    }

    /** A part. */
    final class Part extends InputStream {

        private final Map<String, String> headers;
        private boolean finished;

        private Part(Map<String, String> headers) {
            this.headers = headers;
        }

        /** The value of a header field; empty if there is none. */
        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (finished || length == 0) {
                return finished ? -1 : 0;
            }
            int count = content(length);
            if (count == 0) {
                finished = true;
                return -1;
            }
            System.arraycopy(buffer, position, target, offset, count);
            position += count;
            return count;
        }

        /** Reads what is left. */
        void drain() throws IOException {
            while (!finished) {
                int count = content(BUFFER_BYTES);
                position += count;
                finished = count == 0;
            }
        }
    }

    /**
     * The next part, when the one before is read to its end; empty after the last.
     *
     * @throws MalformedException if there is no further part and no end
     */
    Optional<Part> next() throws IOException {
        if (ended) {
            return Optional.empty();
        }
        skipToDelimiter();
        first = false;
        position += delimiter.length;
        if (endsBody()) {
            ended = true;
            return Optional.empty();
        }
        return Optional.of(new Part(headers()));
    }

    private void skipToDelimiter() throws IOException {
        int skipped = 0;
        int count = content(BUFFER_BYTES);
        while (count > 0) {
            skipped += count;
            position += count;
            if (!first || skipped > MAX_PREAMBLE_BYTES) {
                throw new MalformedException("no delimiter where one has to be");
            }
            count = content(BUFFER_BYTES);
        }
    }

    /**
     * The number of bytes from the position on that are surely before the next delimiter, at least
     * one unless it is at the position.
     */
    private int content(int most) throws IOException {
        while (true) {
            int found = indexOfDelimiter();
            if (found >= 0) {
                return Math.min(most, found - position);
            }
            int safe = limit - position - (delimiter.length - 1);
            if (safe > 0) {
                return Math.min(most, safe);
            }
            fill();
        }
    }

    private int indexOfDelimiter() {
        for (int i = position; i <= limit - delimiter.length; i++) {
            if (buffer[i] == '\r' && isDelimiterAt(i)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isDelimiterAt(int start) {
        for (int i = 0; i < delimiter.length; i++) {
            if (buffer[start + i] != delimiter[i]) {
                return false;
            }
        }
        return true;
    }

    private void fill() throws IOException {
        if (position > 0) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            position = 0;
        }
        int count = in.read(buffer, limit, buffer.length - limit);
        if (count < 0) {
            throw new MalformedException("the body ends before its last delimiter");
        }
        limit += count;
    }

    /** Reads the rest of the delimiter's line. */
    private boolean endsBody() throws IOException {
        int one = nextByte();
        if (one == '-' && nextByte() == '-') {
            return true;
        }
        while (one == ' ' || one == '\t') {
            one = nextByte();
        }
        if (one != '\r' || nextByte() != '\n') {
            throw new MalformedException("a delimiter is followed by other text");
        }
        return false;
    }

    private int nextByte() throws IOException {
        if (position == limit) {
            fill();
        }
        return buffer[position++];
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new TreeMap<>();
        int left = MAX_HEADER_BYTES;
        String line = line(left);
        while (!line.isEmpty()) {
            left -= line.length();
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new MalformedException("a part has a header line without a colon");
            }
            headers.put(
                    line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
            line = line(left);
        }
        return headers;
    }

    private String line(int most) throws IOException {
        StringBuilder line = new StringBuilder();
        int one = nextByte();
        while (one != '\n') {
            line.append((char) (one & 0xff));
            if (line.length() > most) {
                throw new MalformedException("the header of a part is too long");
            }
            one = nextByte();
        }
        if (line.length() == 0 || line.charAt(line.length() - 1) != '\r') {
            throw new MalformedException("a header line of a part does not end in CR LF");
        }
        return line.substring(0, line.length() - 1);
    }
}
