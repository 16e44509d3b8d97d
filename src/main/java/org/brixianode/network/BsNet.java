package org.brixianode.network;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.brixianode.model.Architecture;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TFloat32;

/**
 * The whole network (Signoroni et al. 2021, figure 4): segmentation, alignment, score.
 *
 * @param lungLogits {@code [N, S, S, 1]}
 * @param lungs their logistic function, 0..1
 * @param affine {@code [N, 2, 3]} from the aligned frame to the image
 * @param alignedLungs {@code [N, S, S, 1]}
 * @param maps the logit maps, {@code [N, 6, h, h, 4]}, zones row by row: the heads' maps, averaged
 *     with the texture head's logits (weight two thirds) and the result with the single-lung
 *     branch's maps (weight one half), where the network has these
 * @param logits their averages, {@code [N, 6, 4]}
 * @param logitParts the logits that are trained separately, each {@code [N, 6, 4]}: the heads' and
 *     those of the texture head's classifiers, whose mean has twice the weight of the heads
 * @param branch prediction of the single-lung branch, where there is one
 * @param updates operations that update the moving statistics of the parts in training
 */
public record BsNet(
        Operand<TFloat32> lungLogits,
        Operand<TFloat32> lungs,
        Operand<TFloat32> affine,
        Operand<TFloat32> alignedLungs,
        Operand<TFloat32> maps,
        Operand<TFloat32> logits,
        List<Operand<TFloat32>> logitParts,
        Optional<BranchPrediction> branch,
        List<Op> updates) {

    /** On held-out images the texture head's error is lower than the heads'; docs/adr/0004. */
    private static final float TEXTURE_SHARE = 2f / 3;

    /** Weight of the single-lung branch in the logits; docs/adr/0007. */
    private static final float BRANCH_SHARE = 0.5f;

    /** A graph is built to find them. A process uses few architectures. */
    private static final Map<Architecture, List<VariableSpec>> VARIABLES =
            new ConcurrentHashMap<>();

    /** Regularisation of features in training, against overfitting. */
    public interface Regulariser {

        /** No regularisation, for inference. */
        Regulariser NONE = new Regulariser() {};

        /**
         * @param zones a level's features {@code [6 N, h, h, C]}, the six zones of an image one
         *     after the other
         */
        default Operand<TFloat32> onZones(Operand<TFloat32> zones) {
            return zones;
        }

        /**
         * @param boxes the parts of the images in the lungs' crops, {@code [2 N, 4]}: top, left,
         *     bottom, right
         */
        default Operand<TFloat32> onBoxes(Operand<TFloat32> boxes) {
            return boxes;
        }

        /**
         * @param pyramid the heads' input {@code [6 N, h, h, C]}
         */
        default Operand<TFloat32> onPyramid(Operand<TFloat32> pyramid) {
            return pyramid;
        }
    }

    /**
     * Lung mask and alignment, predicted by the network or given.
     *
     * @param lungs {@code [N, S, S, 1]} in 0..1
     * @param affine {@code [N, 2, 3]} from the aligned frame to the image
     */
    public record Anatomy(Operand<TFloat32> lungs, Operand<TFloat32> affine) {}

    /**
     * Prediction of the single-lung branch.
     *
     * @param logits {@code [N, 6, 4]}
     * @param maps the same by position, {@code [N, 6, h, h, 4]}
     */
    public record BranchPrediction(Operand<TFloat32> logits, Operand<TFloat32> maps) {}

    /**
     * The whole network.
     *
     * @param training the parts whose normalisation uses the batch's statistics
     */
    public static BsNet build(
            Ops tf,
            Variables variables,
            Architecture architecture,
            NetworkInput input,
            Set<Part> training,
            Regulariser regulariser) {
        Parts parts = new Parts(tf, variables, training, Normalisation.FIXED);
        AnatomyPrediction anatomy = predictAnatomy(parts, architecture, input.image());
        return score(
                parts,
                architecture,
                anatomy.backbone(),
                anatomy.lungLogits(),
                anatomy.anatomy(),
                input,
                Optional.empty(),
                regulariser);
    }

    /**
     * What is computed of an image before the score.
     *
     * @param backbone its features
     * @param lungLogits {@code [N, s, s, 1]}
     * @param anatomy lung mask and alignment
     */
    record AnatomyPrediction(Backbone backbone, Operand<TFloat32> lungLogits, Anatomy anatomy) {}

    /** Backbone, decoder and alignment alone, for inference. */
    static AnatomyPrediction predictAnatomy(
            Ops tf, Variables variables, Architecture architecture, Operand<TFloat32> image) {
        return predictAnatomy(Parts.inUse(tf, variables), architecture, image);
    }

    private static AnatomyPrediction predictAnatomy(
            Parts parts, Architecture architecture, Operand<TFloat32> image) {
        Backbone backbone = Backbone.build(parts.of(Part.BACKBONE), architecture, image);
        Operand<TFloat32> lungLogits =
                NestedDecoder.build(parts.of(Part.DECODER), architecture, backbone);
        Operand<TFloat32> lungs = parts.tf().math.sigmoid(lungLogits);
        Operand<TFloat32> affine =
                SpatialTransformer.build(parts.of(Part.ALIGNMENT), architecture, lungs);
        return new AnatomyPrediction(backbone, lungLogits, new Anatomy(lungs, affine));
    }

    /** The backbone alone, for inference. */
    static Backbone backbone(
            Ops tf, Variables variables, Architecture architecture, Operand<TFloat32> image) {
        return Backbone.build(Parts.inUse(tf, variables).of(Part.BACKBONE), architecture, image);
    }

    /**
     * The score from given features, for inference.
     *
     * @param branch the branch's prediction, where it is already in the graph
     */
    static BsNet score(
            Ops tf,
            Variables variables,
            Architecture architecture,
            NetworkInput input,
            Backbone backbone,
            Anatomy anatomy,
            Optional<BranchPrediction> branch) {
        return score(
                Parts.inUse(tf, variables),
                architecture,
                backbone,
                anatomy.lungs(),
                anatomy,
                input,
                branch,
                Regulariser.NONE);
    }

    /** The single-lung branch's prediction, for inference. */
    static BranchPrediction branchPrediction(
            Ops tf,
            Variables variables,
            Architecture architecture,
            NetworkInput input,
            Anatomy anatomy) {
        return branchPrediction(
                Parts.inUse(tf, variables), architecture, input, anatomy, Regulariser.NONE);
    }

    /**
     * The single-lung branch's features of the zones, for inference.
     *
     * @param whole {@code [N, S, S, 1]} in 0..1
     * @param lungs {@code [N, s, s, 1]} in 0..1
     * @return {@code [6 N, C]}
     */
    public static Operand<TFloat32> branchFeatures(
            Ops tf,
            Variables variables,
            Architecture architecture,
            Operand<TFloat32> whole,
            Operand<TFloat32> lungs) {
        Parts parts = Parts.fixed(tf, variables);
        LungCrops crops = LungCrops.of(tf, architecture, whole, lungs, Regulariser.NONE);
        return LungBranch.zoneFeatures(parts.of(Part.BRANCH_TRUNK), parts.of(Part.BRANCH), crops);
    }

    /** Mean and variance of the features of {@link #branchFeatures}, as the branch stores them. */
    public static List<VariableSpec> branchStatistics(int channels) {
        return LungBranch.statistics(channels);
    }

    private static BranchPrediction branchPrediction(
            Parts parts,
            Architecture architecture,
            NetworkInput input,
            Anatomy anatomy,
            Regulariser regulariser) {
        LungCrops crops =
                LungCrops.of(
                        parts.tf(),
                        architecture,
                        input.whole().orElseThrow(),
                        anatomy.lungs(),
                        regulariser);
        LungBranch.Output output =
                LungBranch.read(
                        parts.of(Part.BRANCH_TRUNK),
                        parts.of(Part.BRANCH),
                        parts.of(Part.BRANCH_HEAD),
                        crops,
                        regulariser);
        return new BranchPrediction(
                output.logits(),
                new LungBranchMaps(parts.tf(), architecture).of(crops, output, anatomy.affine()));
    }

    /**
     * The network's own prediction of lung mask and alignment, for inference.
     *
     * @param image {@code [N, s, s, 1]} in 0..1, at the size of the backbone
     */
    public static Anatomy anatomy(
            Ops tf, Variables variables, Architecture architecture, Operand<TFloat32> image) {
        return predictAnatomy(Parts.fixed(tf, variables), architecture, image).anatomy();
    }

    /**
     * Backbone and score alone, on a given anatomy: a training step at a fraction of the whole
     * network's cost. The result's lung logits are the given mask, not logits.
     */
    public static BsNet buildOnAnatomy(
            Ops tf,
            Variables variables,
            Architecture architecture,
            NetworkInput input,
            Anatomy anatomy,
            Set<Part> training,
            Regulariser regulariser) {
        Parts parts = new Parts(tf, variables, training, Normalisation.FIXED);
        Backbone backbone = Backbone.build(parts.of(Part.BACKBONE), architecture, input.image());
        return score(
                parts,
                architecture,
                backbone,
                anatomy.lungs(),
                anatomy,
                input,
                Optional.empty(),
                regulariser);
    }

    private static BsNet score(
            Parts parts,
            Architecture architecture,
            Backbone backbone,
            Operand<TFloat32> lungLogits,
            Anatomy anatomy,
            NetworkInput input,
            Optional<BranchPrediction> known,
            Regulariser regulariser) {
        Ops tf = parts.tf();
        Layers score = parts.of(Part.SCORE);
        Operand<TFloat32> alignedLungs =
                new BilinearSampler(tf, anatomy.affine(), architecture.networkSizePx())
                        .sample(anatomy.lungs());
        List<Operand<TFloat32>> zones = new ArrayList<>();
        zones(score, architecture, backbone, anatomy.affine(), alignedLungs)
                .forEach(level -> zones.add(regulariser.onZones(level)));
        Operand<TFloat32> pyramid =
                regulariser.onPyramid(Pyramid.build(score, architecture, zones));
        Operand<TFloat32> maps = Heads.build(score, architecture, pyramid);
        List<Operand<TFloat32>> logitParts = new ArrayList<>();
        logitParts.add(tf.math.mean(maps, tf.array(2, 3)));
        if (input.textures().isPresent()) {
            List<Operand<TFloat32>> texture =
                    TextureHead.build(
                            parts.of(Part.TEXTURE),
                            architecture,
                            input.textures().get(),
                            anatomy.lungs(),
                            regulariser);
            logitParts.addAll(texture);
            Operand<TFloat32> mean =
                    tf.math.mul(tf.math.addN(texture), tf.constant(TEXTURE_SHARE / texture.size()));
            Operand<TFloat32> spread = tf.reshape(mean, tf.array(-1, 6, 1, 1, 4));
            maps = tf.math.add(tf.math.mul(maps, tf.constant(1 - TEXTURE_SHARE)), spread);
        }
        Optional<BranchPrediction> branch = Optional.empty();
        if (architecture.hasBranch()) {
            BranchPrediction predicted =
                    known.orElseGet(
                            () ->
                                    branchPrediction(
                                            parts, architecture, input, anatomy, regulariser));
            branch = Optional.of(predicted);
            maps =
                    tf.math.add(
                            tf.math.mul(maps, tf.constant(1 - BRANCH_SHARE)),
                            tf.math.mul(predicted.maps(), tf.constant(BRANCH_SHARE)));
        }
        return new BsNet(
                lungLogits,
                anatomy.lungs(),
                anatomy.affine(),
                alignedLungs,
                maps,
                tf.math.mean(maps, tf.array(2, 3)),
                logitParts,
                branch,
                parts.updates());
    }

    /** Every variable of the network, in the order of its graph. */
    public static List<VariableSpec> variables(Architecture architecture) {
        return VARIABLES.computeIfAbsent(architecture, BsNet::ofGraph);
    }

    private static List<VariableSpec> ofGraph(Architecture architecture) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            int side = architecture.inputSizePx();
            Operand<TFloat32> image =
                    tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, side, side, 1)));
            Variables variables = new Variables(tf);
            NetworkInput input = NetworkInput.of(tf, architecture, image);
            build(tf, variables, architecture, input, Set.of(), Regulariser.NONE);
            return variables.specs();
        }
    }

    /** The layers of each part, created on first use. */
    private static final class Parts {

        private final Ops tf;
        private final Variables variables;
        private final Set<Part> training;
        private final Normalisation others;
        private final Map<Part, Layers> layers = new EnumMap<>(Part.class);

        /**
         * @param training the parts in training
         * @param others normalisation of all other parts
         */
        Parts(Ops tf, Variables variables, Set<Part> training, Normalisation others) {
            this.tf = tf;
            this.variables = variables;
            this.training = training;
            this.others = others;
        }

        /** For inference within a training. */
        static Parts fixed(Ops tf, Variables variables) {
            return new Parts(tf, variables, Set.of(), Normalisation.FIXED);
        }

        /** For a served model. */
        static Parts inUse(Ops tf, Variables variables) {
            return new Parts(tf, variables, Set.of(), Normalisation.FOLDED);
        }

        Ops tf() {
            return tf;
        }

        Layers of(Part part) {
            return layers.computeIfAbsent(
                    part, own -> new Layers(tf, variables, own, normalisation(own)));
        }

        private Normalisation normalisation(Part part) {
            return training.contains(part) ? Normalisation.LEARNING : others;
        }

        List<Op> updates() {
            List<Op> updates = new ArrayList<>();
            layers.values().forEach(part -> updates.addAll(part.updates()));
            return updates;
        }
    }

    /** Features of four levels, aligned, masked by the aligned lungs, cut into zones. */
    private static List<Operand<TFloat32>> zones(
            Layers layers,
            Architecture architecture,
            Backbone backbone,
            Operand<TFloat32> affine,
            Operand<TFloat32> alignedLungs) {
        Backbone.Stage[] stages = backbone.stages();
        List<Operand<TFloat32>> features =
                List.of(stages[0].unit1(), stages[1].unit2(), stages[2].unit2(), stages[3].unit2());
        ZonePooling pooling = new ZonePooling(layers.tf, architecture.sharedSides());
        List<Operand<TFloat32>> zones = new ArrayList<>();
        for (Operand<TFloat32> feature : features) {
            int side = (int) Layers.height(feature);
            Operand<TFloat32> aligned =
                    new BilinearSampler(layers.tf, affine, side).sample(feature);
            Operand<TFloat32> masked =
                    layers.tf.math.mul(aligned, layers.resize(alignedLungs, side));
            zones.add(pooling.pool(masked));
        }
        return zones;
    }

    /** Softmax over the four grades: {@code [N, 6, 4]}. */
    public Operand<TFloat32> probabilities(Ops tf) {
        return tf.nn.softmax(logits);
    }

    /**
     * Local severity in the image's frame: the expected score at each position of the logit maps,
     * mapped back through the zones' boxes and the inverse alignment.
     *
     * @param sidePx side of the map
     * @return {@code [N, sidePx, sidePx, 1]} in 0..3; 0 outside all zones
     */
    public Operand<TFloat32> heat(Ops tf, Architecture architecture, int sidePx) {
        int side = (int) maps.asOutput().shape().get(2);
        Operand<TFloat32> grades = tf.constant(new float[] {0, 1, 2, 3});
        Operand<TFloat32> expected =
                tf.sum(
                        tf.math.mul(
                                tf.nn.softmax(tf.reshape(maps, tf.array(-1, 4))),
                                tf.reshape(grades, tf.array(1, 4))),
                        tf.array(1),
                        Sum.keepDims(true));
        Operand<TFloat32> byZone = tf.reshape(expected, tf.array(-1, side, side, 1));
        Operand<TFloat32> frame =
                new ZonePooling(tf, architecture.sharedSides()).unpool(byZone, sidePx);
        return new BilinearSampler(tf, AffineOps.inverse(tf, affine), sidePx).sample(frame);
    }
}
