package org.brixianode.report.sr;

import java.util.List;
import org.brixianode.report.module.Codes;
import org.brixianode.report.module.Texts;
import org.brixianode.report.module.Wording;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.ScoreSheet;

/** TID 4019 Algorithm Identification. */
final class AlgorithmIdentification {

    /** Rows 1 to 3; the digest identifies weights and calibration. */
    static List<ContentItem> of(ScoreSheet sheet) {
        ModelIdentity model = sheet.model();
        return List.of(
                ContentItem.text(Codes.ALGORITHM_NAME, Texts.longString(Wording.algorithm(model))),
                ContentItem.text(Codes.ALGORITHM_VERSION, Texts.longString(model.version())),
                ContentItem.text(
                        Codes.ALGORITHM_PARAMETERS,
                        "Model files SHA-256 " + Texts.line(model.digest())),
                ContentItem.text(Codes.ALGORITHM_PARAMETERS, Wording.rule(sheet.rule())));
    }

    private AlgorithmIdentification() {}
}
