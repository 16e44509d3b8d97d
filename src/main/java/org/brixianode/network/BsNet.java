package org.brixianode.network;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * @param maps the heads' maps, {@code [N, 6, h, h, 4]}, zones row by row; two thirds of the way to
 *     what the texture head says of the zone where there is one, and from there half of the way to
 *     what the reader of single lungs says where there is one
 * @param logits their averages, {@code [N, 6, 4]}
 * @param opinions what the logits are made of, each {@code [N, 6, 4]}: the heads alone and, where
 *     there is a texture head, its classifiers, whose mean counts twice as much as the heads
 * @param reader what the reader of single lungs says, where there is one
 * @param updates what moves the moving statistics of the parts in training
 */
public record BsNet(
        Operand<TFloat32> lungLogits,
        Operand<TFloat32> lungs,
        Operand<TFloat32> affine,
        Operand<TFloat32> alignedLungs,
        Operand<TFloat32> maps,
        Operand<TFloat32> logits,
        List<Operand<TFloat32>> opinions,
        Optional<Reading> reader,
        List<Op> updates) {

    /** On images kept out the texture head errs less than the heads; docs/adr/0004. */
    private static final float TEXTURE_SHARE = 2f / 3;

    /** Beside all else; docs/adr/0007. */
    private static final float READER_SHARE = 0.5f;

    /** What training does to features so that the network does not learn its images by heart. */
    public interface Regulariser {

        /** Does nothing: for use. */
        Regulariser NONE = new Regulariser() {};

        /**
         * @param zones a level's features {@code [6 N, h, h, C]}, the six zones of an image one
         *     after the other
         */
        default Operand<TFloat32> onZones(Operand<TFloat32> zones) {
            return zones;
        }

        /**
         * @param boxes what of the images the lungs' crops show, {@code [2 N, 4]}: top, left,
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
     * Where the lungs are and how they lie, from the network itself or from elsewhere.
     *
     * @param lungs {@code [N, S, S, 1]} in 0..1
     * @param affine {@code [N, 2, 3]} from the aligned frame to the image
     */
    public record Anatomy(Operand<TFloat32> lungs, Operand<TFloat32> affine) {}

    /**
     * What the reader of single lungs says.
     *
     * @param logits {@code [N, 6, 4]}
     * @param maps the same by places, {@code [N, 6, h, h, 4]}
     */
    public record Reading(Operand<TFloat32> logits, Operand<TFloat32> maps) {}

    /**
     * The whole network.
     *
     * @param training the parts whose normalisation learns from the batch
     */
    public static BsNet build(
            Ops tf,
            Variables variables,
            Architecture architecture,
            View view,
            Set<Part> training,
            Regulariser regulariser) {
        Parts parts = new Parts(tf, variables, training, Normalisation.FIXED);
        Finding finding = find(parts, architecture, view.image());
        return score(
                parts,
                architecture,
                finding.backbone(),
                finding.lungLogits(),
                finding.anatomy(),
                view,
                Optional.empty(),
                regulariser);
    }

    /**
     * What a network sees of an image before it scores.
     *
     * @param backbone its features
     * @param lungLogits {@code [N, s, s, 1]}
     * @param anatomy the lungs and how they lie
     */
    record Finding(Backbone backbone, Operand<TFloat32> lungLogits, Anatomy anatomy) {}

    /** Backbone, decoder and alignment alone, not in training. */
    static Finding find(
            Ops tf, Variables variables, Architecture architecture, Operand<TFloat32> image) {
        return find(Parts.inUse(tf, variables), architecture, image);
    }

    private static Finding find(Parts parts, Architecture architecture, Operand<TFloat32> image) {
        Backbone backbone = Backbone.build(parts.of(Part.BACKBONE), architecture, image);
        Operand<TFloat32> lungLogits =
                NestedDecoder.build(parts.of(Part.DECODER), architecture, backbone);
        Operand<TFloat32> lungs = parts.tf().math.sigmoid(lungLogits);
        Operand<TFloat32> affine =
                SpatialTransformer.build(parts.of(Part.ALIGNMENT), architecture, lungs);
        return new Finding(backbone, lungLogits, new Anatomy(lungs, affine));
    }

    /** The backbone alone, not in training. */
    static Backbone backbone(
            Ops tf, Variables variables, Architecture architecture, Operand<TFloat32> image) {
        return Backbone.build(Parts.inUse(tf, variables).of(Part.BACKBONE), architecture, image);
    }

    /**
     * The score of features that are there, not in training.
     *
     * @param reading what the reader says, where that is known
     */
    static BsNet score(
            Ops tf,
            Variables variables,
            Architecture architecture,
            View view,
            Backbone backbone,
            Anatomy anatomy,
            Optional<Reading> reading) {
        return score(
                Parts.inUse(tf, variables),
                architecture,
                backbone,
                anatomy.lungs(),
                anatomy,
                view,
                reading,
                Regulariser.NONE);
    }

    /** What a network's reader says of single lungs, not in training. */
    static Reading reading(
            Ops tf, Variables variables, Architecture architecture, View view, Anatomy anatomy) {
        return reading(Parts.inUse(tf, variables), architecture, view, anatomy, Regulariser.NONE);
    }

    /**
     * What the reader of single lungs sees of the zones, not in training.
     *
     * @param whole {@code [N, S, S, 1]} in 0..1
     * @param lungs {@code [N, s, s, 1]} in 0..1
     * @return {@code [6 N, C]}
     */
    public static Operand<TFloat32> readerFeatures(
            Ops tf,
            Variables variables,
            Architecture architecture,
            Operand<TFloat32> whole,
            Operand<TFloat32> lungs) {
        Parts parts = Parts.fixed(tf, variables);
        LungCrops crops = LungCrops.of(tf, architecture, whole, lungs, Regulariser.NONE);
        return LungBranch.zoneFeatures(parts.of(Part.READER_TRUNK), parts.of(Part.READER), crops);
    }

    /** Mean and variance of the features of {@link #readerFeatures}, as the reader keeps them. */
    public static List<VariableSpec> readerStatistics(int channels) {
        return LungBranch.statistics(channels);
    }

    private static Reading reading(
            Parts parts,
            Architecture architecture,
            View view,
            Anatomy anatomy,
            Regulariser regulariser) {
        LungCrops crops =
                LungCrops.of(
                        parts.tf(),
                        architecture,
                        view.whole().orElseThrow(),
                        anatomy.lungs(),
                        regulariser);
        LungBranch.Said said =
                LungBranch.read(
                        parts.of(Part.READER_TRUNK),
                        parts.of(Part.READER),
                        parts.of(Part.READER_HEAD),
                        crops,
                        regulariser);
        return new Reading(
                said.logits(),
                new LungBranchMaps(parts.tf(), architecture).of(crops, said, anatomy.affine()));
    }

    /**
     * Where the network itself finds the lungs and how it lays them, not in training.
     *
     * @param image {@code [N, s, s, 1]} in 0..1, at the size of the backbone
     */
    public static Anatomy anatomy(
            Ops tf, Variables variables, Architecture architecture, Operand<TFloat32> image) {
        return find(Parts.fixed(tf, variables), architecture, image).anatomy();
    }

    /**
     * Backbone and score alone, on an anatomy that is known: a training step of a fraction of the
     * whole network's cost. The result's lung logits are those of the known lungs' place holder and
     * of no use.
     */
    public static BsNet buildOnAnatomy(
            Ops tf,
            Variables variables,
            Architecture architecture,
            View view,
            Anatomy anatomy,
            Set<Part> training,
            Regulariser regulariser) {
        Parts parts = new Parts(tf, variables, training, Normalisation.FIXED);
        Backbone backbone = Backbone.build(parts.of(Part.BACKBONE), architecture, view.image());
        return score(
                parts,
                architecture,
                backbone,
                anatomy.lungs(),
                anatomy,
                view,
                Optional.empty(),
                regulariser);
    }

    private static BsNet score(
            Parts parts,
            Architecture architecture,
            Backbone backbone,
            Operand<TFloat32> lungLogits,
            Anatomy anatomy,
            View view,
            Optional<Reading> known,
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
        List<Operand<TFloat32>> opinions = new ArrayList<>();
        opinions.add(tf.math.mean(maps, tf.array(2, 3)));
        if (view.textures().isPresent()) {
            List<Operand<TFloat32>> texture =
                    TextureHead.build(
                            parts.of(Part.TEXTURE),
                            architecture,
                            view.textures().get(),
                            anatomy.lungs(),
                            regulariser);
            opinions.addAll(texture);
            Operand<TFloat32> mean =
                    tf.math.mul(tf.math.addN(texture), tf.constant(TEXTURE_SHARE / texture.size()));
            Operand<TFloat32> spread = tf.reshape(mean, tf.array(-1, 6, 1, 1, 4));
            maps = tf.math.add(tf.math.mul(maps, tf.constant(1 - TEXTURE_SHARE)), spread);
        }
        Optional<Reading> reader = Optional.empty();
        if (architecture.hasReader()) {
            Reading reading =
                    known.orElseGet(() -> reading(parts, architecture, view, anatomy, regulariser));
            reader = Optional.of(reading);
            maps =
                    tf.math.add(
                            tf.math.mul(maps, tf.constant(1 - READER_SHARE)),
                            tf.math.mul(reading.maps(), tf.constant(READER_SHARE)));
        }
        return new BsNet(
                lungLogits,
                anatomy.lungs(),
                anatomy.affine(),
                alignedLungs,
                maps,
                tf.math.mean(maps, tf.array(2, 3)),
                opinions,
                reader,
                parts.updates());
    }

    /** Every variable of the network, in the order of its graph. */
    public static List<VariableSpec> variables(Architecture architecture) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            int side = architecture.inputSizePx();
            Operand<TFloat32> image =
                    tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, side, side, 1)));
            Variables variables = new Variables(tf);
            View view = View.of(tf, architecture, image);
            build(tf, variables, architecture, view, Set.of(), Regulariser.NONE);
            return variables.specs();
        }
    }

    /** The layers of each part, made as they are asked for. */
    private static final class Parts {

        private final Ops tf;
        private final Variables variables;
        private final Set<Part> training;
        private final Normalisation others;
        private final Map<Part, Layers> layers = new EnumMap<>(Part.class);

        /**
         * @param training the parts whose normalisation learns
         * @param others what that of all others does
         */
        Parts(Ops tf, Variables variables, Set<Part> training, Normalisation others) {
            this.tf = tf;
            this.variables = variables;
            this.training = training;
            this.others = others;
        }

        /** As they run beside a training. */
        static Parts fixed(Ops tf, Variables variables) {
            return new Parts(tf, variables, Set.of(), Normalisation.FIXED);
        }

        /** As a served model runs. */
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
     * Local severity in the image's frame: the expected score that the heads see at each place,
     * carried back through the zones' boxes and the inverse alignment.
     *
     * @param sidePx side of the map
     * @return {@code [N, sidePx, sidePx, 1]} in 0..3; 0 where no zone looks
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
