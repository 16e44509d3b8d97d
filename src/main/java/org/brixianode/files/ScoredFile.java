package org.brixianode.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.brixianode.score.ScoreJson;
import org.brixianode.score.Scorer;
import org.brixianode.score.Scoring;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The result of scoring one file.
 *
 * @param image its content, if it was scored
 * @param sheet its score sheet, if it was scored
 * @param reason why it was not scored
 */
public record ScoredFile(
        Path file, Optional<ImageFile> image, Optional<ScoreSheet> sheet, String reason) {

    private static final Logger LOG = LoggerFactory.getLogger(ScoredFile.class);

    /**
     * Reads and scores a file.
     *
     * @throws IOException if it is not a readable image, or the network could not run
     */
    public static ScoredFile of(Scorer scorer, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no file " + file);
        }
        ImageFile image = ImageFile.read(file);
        if (image.radiograph().isEmpty()) {
            return notScored(file, image.refusal());
        }
        try {
            Scoring scoring = scorer.score(List.of(image.radiograph().get())).get(0);
            if (scoring instanceof Scoring.Scored scored) {
                scored.missingMap().ifPresent(why -> LOG.warn("{}: {}", file, why));
                return scored(file, image, scored.sheet());
            }
            return notScored(file, ((Scoring.Refused) scoring).reason());
        } catch (StageException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    public static ScoredFile scored(Path file, ImageFile image, ScoreSheet sheet) {
        return new ScoredFile(file, Optional.of(image), Optional.of(sheet), "");
    }

    public static ScoredFile notScored(Path file, String reason) {
        return new ScoredFile(file, Optional.empty(), Optional.empty(), reason);
    }

    /** The JSON object described in docs/commands.md. */
    public Map<String, Object> json(ModelIdentity model) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", file.toString());
        json.put("status", sheet.isPresent() ? "scored" : "not scored");
        json.put("reason", reason);
        sheet.ifPresent(scores -> json.putAll(ScoreJson.of(scores)));
        json.put("model", model.toString());
        return json;
    }
}
