package org.brixianode.report.module;

import java.util.ArrayList;
import java.util.List;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.ScoreSheet;

/**
 * How all results identify the algorithm: reports by TID 4019, images by the Algorithm
 * Identification Macro (PS3.3 Table 10-19).
 *
 * @param name name with the model's
 * @param version version of the model
 * @param parameters the model's files by their digest, and the rule that makes the scores
 */
public record Algorithm(String name, String version, List<String> parameters) {

    /** The algorithm of a score. */
    public static Algorithm of(ScoreSheet sheet) {
        ModelIdentity model = sheet.model();
        return new Algorithm(
                Texts.longString(Wording.algorithm(model)),
                Texts.longString(model.version()),
                List.of(
                        "Model files SHA-256 " + Texts.line(model.digest()),
                        Wording.rule(sheet.rule())));
    }

    /** The macro's attributes as an item of a sequence, with the meaning of the grades. */
    public Attributes toItem() {
        Attributes item = new Attributes();
        Codes.ARTIFICIAL_INTELLIGENCE.writeTo(item, Tag.AlgorithmFamilyCodeSequence);
        item.setString(Tag.AlgorithmName, VR.LO, name);
        item.setString(Tag.AlgorithmVersion, VR.LO, version);
        List<String> lines = new ArrayList<>(parameters);
        lines.add(Wording.scale());
        item.setString(Tag.AlgorithmParameters, VR.LT, String.join("\r\n", lines));
        return item;
    }
}
