package org.brixianode.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.brixianode.study.DecisionRule;
import org.brixianode.study.HeldOutError;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code model.json}: identity, input, training and measured figures of a model.
 *
 * @param id name, equal to the folder's
 * @param version of the weights
 * @param architecture sizes of the network
 * @param members how many networks are averaged
 * @param testTimeFlip whether each also scores the mirrored image
 * @param preprocessing what is done to a picture before the network
 * @param decision how a whole-number score follows from the probabilities
 * @param calibration how the network's probabilities are calibrated
 * @param outputs names of the signature's outputs
 * @param files SHA-256 of every other file of the model, by its path
 * @param probe the model's output for its {@link Probe} image when it was written: 24
 *     probabilities, zone by zone
 * @param training training data and recipe
 * @param licence of the weights
 * @param intendedUse what it may be used for
 * @param figures measured figures, with the images they were measured on
 */
public record ModelCard(
        String id,
        String version,
        Architecture architecture,
        int members,
        boolean testTimeFlip,
        PreprocessingCard preprocessing,
        Decision decision,
        Calibration calibration,
        List<String> outputs,
        Map<String, String> files,
        List<Double> probe,
        Training training,
        String licence,
        String intendedUse,
        Map<String, Object> figures) {

    /** A missing calibration is {@link Calibration#NONE}; missing figures are none. */
    public ModelCard {
        figures = figures == null ? Map.of() : figures;
        calibration = calibration == null ? Calibration.NONE : calibration;
    }

    /** Name of the file in a model's folder. */
    public static final String FILE_NAME = "model.json";

    /** Keys of the figures, as an evaluation writes them. */
    private static final String HELD_OUT = "keptOut";

    private static final String AGAINST_REFERENCE = "model against senior reader";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /**
     * @param data the data set and its licence
     * @param images how many images the weights are known to have been trained on
     * @param imageDigests SHA-256 of each such image's file, so that an evaluation recognises them
     * @param imagesListed whether the digests are those of every image that the weights, or the
     *     weights they were fine-tuned from, have seen; false for imported weights
     * @param keptOut which images were held out, in words
     * @param recipe stages and numbers of the training
     */
    public record Training(
            String data,
            int images,
            List<String> imageDigests,
            Boolean imagesListed,
            String keptOut,
            Map<String, Object> recipe) {

        /** Without the key, images are listed if there is a digest for each. */
        public Training {
            imagesListed =
                    imagesListed == null
                            ? Boolean.valueOf(images > 0 && imageDigests.size() == images)
                            : imagesListed;
        }
    }

    /**
     * @param resize label of a {@link Preprocessing.Resize}
     * @param contrast label of a {@link Preprocessing.Contrast}
     */
    public record PreprocessingCard(String resize, String contrast) {

        public static PreprocessingCard of(Preprocessing preprocessing) {
            return new PreprocessingCard(
                    Preprocessing.label(preprocessing.resize()),
                    Preprocessing.label(preprocessing.contrast()));
        }

        public Preprocessing preprocessing() {
            return new Preprocessing(
                    Preprocessing.labelled(Preprocessing.Resize.class, resize),
                    Preprocessing.labelled(Preprocessing.Contrast.class, contrast));
        }
    }

    /** Rules that derive a score from four probabilities. */
    public enum Decision {
        /** The most probable grade, as published. */
        MODE,
        /** The expected grade, rounded. */
        ROUNDED_MEAN,
        /** The lowest grade at which the cumulative probability reaches 0.5. */
        MEDIAN;

        /**
         * @param probabilities of the grades 0 to 3
         * @return the grade
         */
        public int grade(List<Double> probabilities) {
            return switch (this) {
                case MODE -> probabilities.indexOf(Collections.max(probabilities));
                case ROUNDED_MEAN -> (int) Math.round(mean(probabilities));
                case MEDIAN -> median(probabilities);
            };
        }

        /**
         * @param probabilities {@code [6][4]}, zones by their ordinal
         */
        public Map<Zone, ZoneScore> scores(float[][] probabilities) {
            return scores(probabilities, ZoneScore::listed);
        }

        /**
         * @param probabilities {@code [6][4]}, zones by their ordinal
         * @param listing converts a zone's four probabilities, for example rounds them
         */
        public Map<Zone, ZoneScore> scores(
                float[][] probabilities, Function<float[], List<Double>> listing) {
            Map<Zone, ZoneScore> scores = new EnumMap<>(Zone.class);
            for (Zone zone : Zone.values()) {
                List<Double> listed = listing.apply(probabilities[zone.ordinal()]);
                scores.put(zone, new ZoneScore(zone, grade(listed), listed));
            }
            return scores;
        }

        private static double mean(List<Double> probabilities) {
            double mean = 0;
            for (int grade = 1; grade < probabilities.size(); grade++) {
                mean += grade * probabilities.get(grade);
            }
            return mean;
        }

        private static int median(List<Double> probabilities) {
            double sum = 0;
            for (int grade = 0; grade < probabilities.size(); grade++) {
                sum += probabilities.get(grade);
                if (sum >= 0.5) {
                    return grade;
                }
            }
            return probabilities.size() - 1;
        }
    }

    /** The rule for reports: how scores follow from probabilities. */
    public DecisionRule rule() {
        DecisionRule.Kind kind =
                switch (decision) {
                    case MODE -> DecisionRule.Kind.MOST_PROBABLE;
                    case ROUNDED_MEAN -> DecisionRule.Kind.ROUNDED_MEAN;
                    case MEDIAN -> DecisionRule.Kind.MEDIAN;
                };
        return new DecisionRule(
                kind,
                calibration.uncertainBelow(),
                Optional.ofNullable(calibration.interval()),
                heldOutError());
    }

    /** Of the figures of the held-out images; empty if they are not there. */
    private Optional<HeldOutError> heldOutError() {
        if (figures.get(HELD_OUT) instanceof Map<?, ?> all
                && all.get("images") instanceof Number images
                && all.get(AGAINST_REFERENCE) instanceof Map<?, ?> errors
                && errors.get("zoneMae") instanceof Number zone
                && errors.get("globalMae") instanceof Number global) {
            return Optional.of(
                    new HeldOutError(zone.doubleValue(), global.doubleValue(), images.intValue()));
        }
        return Optional.empty();
    }

    /** The same card for another folder. */
    public ModelCard renamed(String folderName, String newVersion) {
        return with(folderName, newVersion, figures);
    }

    /** The same card with measured figures. */
    public ModelCard withFigures(Map<String, Object> measured) {
        return with(id, version, measured);
    }

    private ModelCard with(String newId, String newVersion, Map<String, Object> newFigures) {
        return new ModelCard(
                newId,
                newVersion,
                architecture,
                members,
                testTimeFlip,
                preprocessing,
                decision,
                calibration,
                outputs,
                files,
                probe,
                training,
                licence,
                intendedUse,
                newFigures);
    }

    /**
     * @throws IOException if there is none or it is not a model card, naming the file
     */
    public static ModelCard read(Path modelFolder) throws IOException {
        Path file = modelFolder.resolve(FILE_NAME);
        if (!Files.isRegularFile(file)) {
            throw new IOException("no model in " + modelFolder + ": " + FILE_NAME + " is missing");
        }
        try {
            return JSON.readValue(Files.readString(file), ModelCard.class);
        } catch (JacksonException e) {
            throw new IOException(file + " is not a model card: " + e.getMessage(), e);
        }
    }

    /** Writes the card beside the model. */
    public void write(Path modelFolder) throws IOException {
        Files.writeString(modelFolder.resolve(FILE_NAME), JSON.writeValueAsString(this) + "\n");
    }
}
