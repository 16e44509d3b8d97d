package org.brixianode.lab.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.brixianode.lab.train.StagePlan.Stage;
import org.brixianode.model.Architecture;
import org.brixianode.model.Sessions;
import org.brixianode.model.TensorIo;
import org.brixianode.network.BsNet;
import org.brixianode.network.VariableSpec;
import org.brixianode.network.Variables;
import org.brixianode.network.View;
import org.brixianode.network.Weights;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * The graph of one stage: network, loss, optimiser and moving average of the weights. One thread at
 * a time.
 */
final class TrainingGraph implements AutoCloseable {

    /** How a step's schedule stands. */
    record Step(int number, double rate, double averageDecay, long noiseSeed) {}

    private final Graph graph = new Graph();
    private final Session session;
    private final Ops tf = Ops.create(graph);
    private final Variables variables = new Variables(tf);
    private final Architecture architecture;

    private final Placeholder<TFloat32> images;
    private final Optional<Placeholder<TFloat32>> textures;
    private final Optional<Placeholder<TFloat32>> wholes;
    private final Placeholder<TFloat32> masks;
    private final Placeholder<TFloat32> givenLungs;
    private final Placeholder<TFloat32> hasMask;
    private final Placeholder<TFloat32> alignments;
    private final Placeholder<TFloat32> seenAlignments;
    private final Placeholder<TFloat32> mixing;
    private final Placeholder<TFloat32> scores;
    private final Placeholder<TInt64> noiseSeed;
    private final AdamW optimiser;
    private final MovingAverage average;
    private final Way whole;
    private final Way onGivenLungs;
    private final int wholeEvery;

    /** One way to make a step. */
    private record Way(Operand<TFloat32> loss, Op train) {}

    /** What a way minimises and changes. */
    private record Aim(Operand<TFloat32> loss, List<Op> updates) {}

    /**
     * @param gradeWeights how much a zone counts by its grade
     * @param wholeEvery in the stage in which everything learns, how many steps there are to one
     *     through the whole network
     */
    TrainingGraph(
            Architecture architecture,
            Stage stage,
            LossWeights weights,
            GradeWeights gradeWeights,
            double decay,
            int wholeEvery) {
        this.architecture = architecture;
        this.wholeEvery = stage.findsLungs() ? wholeEvery : Integer.MAX_VALUE;
        int side = architecture.networkSizePx();
        int cells = architecture.textureSizePx();
        images = placeholder(-1, side, side, 1);
        textures =
                architecture.hasTextureHead()
                        ? Optional.of(placeholder(-1, cells, cells, architecture.textureChannels()))
                        : Optional.empty();
        int wholeSide = architecture.inputSizePx();
        wholes =
                architecture.hasReader()
                        ? Optional.of(placeholder(-1, wholeSide, wholeSide, 1))
                        : Optional.empty();
        masks = placeholder(-1, side, side, 1);
        givenLungs = placeholder(-1, side, side, 1);
        hasMask = placeholder(-1);
        alignments = placeholder(-1, 2, 3);
        seenAlignments = placeholder(-1, 2, 3);
        mixing = placeholder(-1);
        scores = placeholder(-1, 6, 4);
        noiseSeed = tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));

        optimiser = new AdamW(tf, decay);
        StageLoss losses = new StageLoss(tf, architecture, variables, weights, gradeWeights);
        BsNet net = buildWhole(stage);
        Aim wholeAim = aim(losses.of(stage, net, feeds()), net, stage);
        Aim givenAim = wholeAim;
        if (stage.usesGivenLungs()) {
            BsNet given = buildOnGivenLungs(stage);
            givenAim = aim(losses.score(stage, given, feeds()), given, stage);
        }
        average = new MovingAverage(tf, variables);
        whole = way(wholeAim);
        onGivenLungs = way(givenAim);
        session = new Session(graph, Sessions.asWritten());
    }

    private Placeholder<TFloat32> placeholder(long... shape) {
        return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape)));
    }

    private View view() {
        return new View(images, textures.map(maps -> maps), wholes.map(whole -> whole));
    }

    private BsNet buildWhole(Stage stage) {
        return BsNet.build(
                tf, variables, architecture, view(), stage.learning(), regulariser(stage));
    }

    private BsNet buildOnGivenLungs(Stage stage) {
        return BsNet.buildOnAnatomy(
                tf,
                variables,
                architecture,
                view(),
                new BsNet.Anatomy(givenLungs, seenAlignments),
                stage.learning(),
                regulariser(stage));
    }

    private BsNet.Regulariser regulariser(Stage stage) {
        return stage.learnsScores() && stage.movesWeights()
                ? new ScoreRegulariser(tf, mixing, architecture.headDropout(), noiseSeed)
                : BsNet.Regulariser.NONE;
    }

    private Aim aim(Operand<TFloat32> loss, BsNet net, Stage stage) {
        List<Op> updates = new ArrayList<>(net.updates());
        if (stage.movesWeights()) {
            updates.addAll(optimiser.minimise(graph, loss, learned(stage, loss)));
        }
        return new Aim(loss, updates);
    }

    private Way way(Aim aim) {
        return new Way(aim.loss(), average.after(aim.updates()));
    }

    /**
     * The stage's variables on which a loss depends: the last unit of the backbone, for one, serves
     * the decoder only.
     */
    private Map<VariableSpec, Operand<TFloat32>> learned(Stage stage, Operand<TFloat32> loss) {
        Set<GraphOperation> reached = graph.subgraphTo(Set.of(loss));
        Map<VariableSpec, Operand<TFloat32>> learned =
                new LinkedHashMap<>(variables.trainable(stage.learning()));
        learned.values().removeIf(variable -> !reached.contains(variable.op()));
        return learned;
    }

    private StageLoss.Feeds feeds() {
        return new StageLoss.Feeds(masks, hasMask, alignments, scores);
    }

    Variables variables() {
        return variables;
    }

    /** Starts from these weights, with moments at zero and the average at the weights. */
    void start(Weights weights) {
        variables.assign(session, weights);
        Session.Runner runner = session.runner();
        optimiser.resets().forEach(runner::addTarget);
        average.resets().forEach(runner::addTarget);
        runner.run().close();
    }

    /** Everything, moments and averages included, to a TensorFlow checkpoint. */
    void save(String prefix) {
        session.save(prefix);
    }

    void restore(String prefix) {
        session.restore(prefix);
    }

    /** The averaged weights. */
    Weights averaged() {
        return average.read(session);
    }

    /**
     * One step; on given lungs, or every so often through the whole network.
     *
     * @return the loss before the step's update
     */
    double step(Batch batch, Step step) {
        List<Tensor> fed = new ArrayList<>();
        try {
            Session.Runner runner = session.runner();
            feed(runner, fed, batch);
            feed(runner, fed, optimiser.rate(), new float[] {(float) step.rate()});
            feed(
                    runner,
                    fed,
                    optimiser.beta1Power(),
                    new float[] {AdamW.beta1Power(step.number())});
            feed(
                    runner,
                    fed,
                    optimiser.beta2Power(),
                    new float[] {AdamW.beta2Power(step.number())});
            feed(runner, fed, average.decay(), new float[] {(float) step.averageDecay()});
            Tensor seed = TInt64.vectorOf(step.noiseSeed(), step.number());
            fed.add(seed);
            runner.feed(noiseSeed.asOutput(), seed);
            Way way = step.number() % wholeEvery == 0 ? whole : onGivenLungs;
            try (var result = runner.addTarget(way.train()).fetch(way.loss().asOutput()).run()) {
                return ((TFloat32) result.get(0)).getFloat();
            }
        } finally {
            fed.forEach(Tensor::close);
        }
    }

    private void feed(Session.Runner runner, List<Tensor> fed, Batch batch) {
        int side = architecture.networkSizePx();
        feed(runner, fed, images, batch.images(), batch.size(), side, side, 1);
        if (textures.isPresent()) {
            int cells = architecture.textureSizePx();
            int channels = architecture.textureChannels();
            feed(
                    runner,
                    fed,
                    textures.get(),
                    batch.textures(),
                    batch.size(),
                    cells,
                    cells,
                    channels);
        }
        if (batch.wholes().length > 0) {
            int wholeSide = architecture.inputSizePx();
            feed(
                    runner,
                    fed,
                    wholes.orElseThrow(),
                    batch.wholes(),
                    batch.size(),
                    wholeSide,
                    wholeSide,
                    1);
        }
        feed(runner, fed, masks, batch.masks(), batch.size(), side, side, 1);
        feed(runner, fed, givenLungs, batch.givenLungs(), batch.size(), side, side, 1);
        feed(runner, fed, hasMask, batch.hasMask(), batch.size());
        feed(runner, fed, alignments, batch.alignments(), batch.size(), 2, 3);
        feed(runner, fed, seenAlignments, batch.seenAlignments(), batch.size(), 2, 3);
        feed(runner, fed, mixing, batch.mixing(), batch.size());
        feed(runner, fed, scores, batch.scores(), batch.size(), 6, 4);
    }

    private static void feed(
            Session.Runner runner,
            List<Tensor> fed,
            Placeholder<TFloat32> where,
            float[] values,
            long... shape) {
        Tensor tensor = TensorIo.tensor(values, shape);
        fed.add(tensor);
        runner.feed(where.asOutput(), tensor);
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
