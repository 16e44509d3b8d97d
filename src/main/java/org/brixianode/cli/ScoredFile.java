package org.brixianode.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.brixianode.score.ScoreJson;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.ScoreSheet;

/**
 * What became of one file.
 *
 * @param image its content, where it was scored
 * @param sheet its score, where it has one
 * @param reason why it has none
 */
record ScoredFile(Path file, Optional<ImageFile> image, Optional<ScoreSheet> sheet, String reason) {

    static ScoredFile scored(Path file, ImageFile image, ScoreSheet sheet) {
        return new ScoredFile(file, Optional.of(image), Optional.of(sheet), "");
    }

    static ScoredFile notScored(Path file, String reason) {
        return new ScoredFile(file, Optional.empty(), Optional.empty(), reason);
    }

    /** One object with the keys that docs/commands.md names. */
    Map<String, Object> json(ModelIdentity model) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", file.toString());
        json.put("status", sheet.isPresent() ? "scored" : "not scored");
        json.put("reason", reason);
        sheet.ifPresent(scores -> json.putAll(ScoreJson.of(scores)));
        json.put("model", model.toString());
        return json;
    }
}
