package org.brixianode.receive;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.brixianode.study.Uid;

/**
 * Identifies an instance and its content; two objects with the same key are identical.
 *
 * @param sopInstanceUid (0008,0018)
 * @param contentDigest lower-case hexadecimal SHA-256 of the data set as received
 */
record ContentKey(String sopInstanceUid, String contentDigest) {

    private static final Pattern FILE_NAME = Pattern.compile("([0-9.]+)_([0-9a-f]{64})\\.dcm");

    /** The file name of this content, which does not depend on the sender. */
    String fileName() {
        return sopInstanceUid + "_" + contentDigest + ".dcm";
    }

    /** Parses a file name; empty if it is not that of a spool file. */
    static Optional<ContentKey> of(Path file) {
        Matcher name = FILE_NAME.matcher(file.getFileName().toString());
        return name.matches() && Uid.isValid(name.group(1))
                ? Optional.of(new ContentKey(name.group(1), name.group(2)))
                : Optional.empty();
    }
}
