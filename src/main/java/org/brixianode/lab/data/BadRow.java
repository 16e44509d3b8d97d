package org.brixianode.lab.data;

import java.util.List;

/**
 * A row of the table that cannot be used.
 *
 * @param row its number, 1 for the first under the header
 * @param image the image's path as the table has it; empty where there is none
 * @param reasons all that is wrong with it, at least one
 */
public record BadRow(long row, String image, List<String> reasons) {

    public BadRow {
        reasons = List.copyOf(reasons);
    }

    /** One line: the row, its image and every reason. */
    @Override
    public String toString() {
        String named = image.isEmpty() ? "" : " (" + image + ")";
        return "row " + row + named + ": " + String.join("; ", reasons);
    }
}
