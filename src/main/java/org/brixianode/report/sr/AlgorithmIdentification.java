package org.brixianode.report.sr;

import java.util.List;
import org.brixianode.report.module.Codes;
import org.brixianode.report.module.Texts;
import org.brixianode.study.ModelIdentity;

/** TID 4019 Algorithm Identification. */
final class AlgorithmIdentification {

    /** Rows 1 to 3; the digest names the very weights. */
    static List<ContentItem> of(ModelIdentity model) {
        return List.of(
                ContentItem.text(
                        Codes.ALGORITHM_NAME, "BS-Net, model " + Texts.longString(model.id())),
                ContentItem.text(Codes.ALGORITHM_VERSION, Texts.longString(model.version())),
                ContentItem.text(
                        Codes.ALGORITHM_PARAMETERS,
                        "Model files SHA-256 " + Texts.line(model.digest())));
    }

    private AlgorithmIdentification() {}
}
