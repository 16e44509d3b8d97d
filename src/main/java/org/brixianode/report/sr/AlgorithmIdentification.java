package org.brixianode.report.sr;

import java.util.ArrayList;
import java.util.List;
import org.brixianode.report.module.Algorithm;
import org.brixianode.report.module.Codes;
import org.brixianode.study.ScoreSheet;

/** TID 4019 Algorithm Identification. */
final class AlgorithmIdentification {

    /** Rows 1 to 3; the digest identifies weights and calibration. */
    static List<ContentItem> of(ScoreSheet sheet) {
        Algorithm algorithm = Algorithm.of(sheet);
        List<ContentItem> items = new ArrayList<>();
        items.add(ContentItem.text(Codes.ALGORITHM_NAME, algorithm.name()));
        items.add(ContentItem.text(Codes.ALGORITHM_VERSION, algorithm.version()));
        algorithm
                .parameters()
                .forEach(text -> items.add(ContentItem.text(Codes.ALGORITHM_PARAMETERS, text)));
        return items;
    }

    private AlgorithmIdentification() {}
}
