package org.brixianode.pixels;

import java.util.Locale;
import java.util.Optional;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.study.Orientation;

/** Reads Patient Orientation (0020,0020) (PS3.3 C.7.6.1.1.1). */
final class OrientationReader {

    private static final String DIRECTIONS = "LRAPHF";

    /** The main directions, if the object has both. */
    static Optional<Orientation> of(Attributes header) {
        String row = direction(header, 0);
        String column = direction(header, 1);
        if (row.isEmpty()
                || column.isEmpty()
                || DIRECTIONS.indexOf(row.charAt(0)) < 0
                || DIRECTIONS.indexOf(column.charAt(0)) < 0) {
            return Optional.empty();
        }
        return Optional.of(new Orientation(row.charAt(0), column.charAt(0)));
    }

    private static String direction(Attributes header, int index) {
        String value = header.getString(Tag.PatientOrientation, index, "");
        return value.strip().toUpperCase(Locale.ROOT);
    }

    private OrientationReader() {}
}
