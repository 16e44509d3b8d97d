package org.brixianode.report.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Breaks remarks into lines of a narrow column. */
final class RemarkLines {

    private static final String CUT = " \u2026";

    /**
     * Breaks remarks between words and shows them in their order. If not all fit, the first that
     * does not is cut, with an ellipsis, and the last line gives the number of remarks that are not
     * shown in full.
     *
     * @param most maximum number of lines, at least 1
     * @param fits whether a line fits in the column; single words are never broken
     */
    static List<String> of(List<String> remarks, int most, Predicate<String> fits) {
        List<List<String>> all = remarks.stream().map(remark -> broken(remark, fits)).toList();
        List<String> lines = new ArrayList<>();
        int shown = 0;
        for (List<String> remark : all) {
            lines.addAll(remark);
            shown += lines.size() < most || lines.size() == most && shown + 1 == all.size() ? 1 : 0;
        }
        if (lines.size() <= most) {
            return lines;
        }
        int ends = all.stream().limit(shown).mapToInt(List::size).sum();
        List<String> first = new ArrayList<>(lines.subList(0, most - 1));
        if (ends < first.size()) {
            first.set(first.size() - 1, first.get(first.size() - 1) + CUT);
        }
        first.add("+ %d more in the report".formatted(all.size() - shown));
        return first;
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
