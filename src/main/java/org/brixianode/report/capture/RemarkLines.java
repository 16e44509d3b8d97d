package org.brixianode.report.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Remarks as lines of a narrow column. */
final class RemarkLines {

    /**
     * Whole remarks in their order, broken between words, as many as there is room for; where some
     * are left, the last line says how many.
     *
     * @param most lines
     * @param fits whether a line is no wider than the column; a word alone is never broken
     */
    static List<String> of(List<String> remarks, int most, Predicate<String> fits) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < remarks.size(); i++) {
            List<String> broken = broken(remarks.get(i), fits);
            int room = most - lines.size() - (i < remarks.size() - 1 ? 1 : 0);
            if (broken.size() > room) {
                lines.add("+ %d more in the report".formatted(remarks.size() - i));
                return lines;
            }
            lines.addAll(broken);
        }
        return lines;
    }

    private static List<String> broken(String remark, Predicate<String> fits) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : remark.strip().split("\\s+")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (line.isEmpty() || fits.test(longer)) {
                line = longer;
            } else {
                lines.add(line);
                line = word;
            }
        }
        lines.add(line);
        return lines;
    }

    private RemarkLines() {}
}
