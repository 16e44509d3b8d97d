package org.brixianode.report.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Breaks remarks into lines of a narrow column. */
final class RemarkLines {

    /**
     * Breaks whole remarks in their order between words. If not all fit, the last line gives the
     * number of omitted remarks.
     *
     * @param most maximum number of lines
     * @param fits whether a line fits in the column; single words are never broken
     */
    static List<String> of(List<String> remarks, int most, Predicate<String> fits) {
        List<List<String>> all = remarks.stream().map(remark -> broken(remark, fits)).toList();
        if (all.stream().mapToInt(List::size).sum() <= most) {
            return all.stream().flatMap(List::stream).toList();
        }
        List<String> lines = new ArrayList<>();
        int left = 0;
        for (List<String> remark : all) {
            if (lines.size() + remark.size() < most) {
                lines.addAll(remark);
            } else {
                left++;
            }
        }
        lines.add("+ %d more in the report".formatted(left));
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
