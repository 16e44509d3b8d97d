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
import org.brixianode.network.NetworkInput;
import org.brixianode.network.VariableSpec;
import org.brixianode.network.Variables;
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

    /** Parameters of a step. */
    record Step(int number, double rate, double averageDecay, long noiseSeed) {}

    private final Graph graph = new Graph();

    /** The graph that is run, with the same names. */
    private final Graph ordered;

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
    private final Placeholder<TFloat32> noisyAlignments;
    private final Placeholder<TFloat32> mixing;
    private final Placeholder<TFloat32> scores;
    private final Placeholder<TInt64> noiseSeed;
    private final AdamW optimiser;
    private final MovingAverage average;
    private final TrainOp whole;
    private final TrainOp onGivenLungs;
    private final int wholeEvery;

    /** A training operation and its loss. */
    private record TrainOp(Operand<TFloat32> loss, Op train) {}

    /** A loss and its updates. */
    private record Objective(Operand<TFloat32> loss, List<Op> updates) {}

    /**
     * @param gradeWeights weights of zones by their grade
     * @param wholeEvery in joint training, one of this number of steps runs the whole network
     */
    TrainingGraph(
            Architecture architecture,
            Stage stage,
            LossWeights weights,
            GradeWeights gradeWeights,
            double decay,
            int wholeEvery) {
        this.architecture = architecture;
        this.wholeEvery = stage.predictsLungs() ? wholeEvery : Integer.MAX_VALUE;
        int side = architecture.networkSizePx();
        int cells = architecture.textureSizePx();
        images = placeholder(-1, side, side, 1);
        textures =
                architecture.hasTextureHead()
                        ? Optional.of(placeholder(-1, cells, cells, architecture.textureChannels()))
                        : Optional.empty();
        int wholeSide = architecture.inputSizePx();
        wholes =
                architecture.hasBranch()
                        ? Optional.of(placeholder(-1, wholeSide, wholeSide, 1))
                        : Optional.empty();
        masks = placeholder(-1, side, side, 1);
        givenLungs = placeholder(-1, side, side, 1);
        hasMask = placeholder(-1);
        alignments = placeholder(-1, 2, 3);
        noisyAlignments = placeholder(-1, 2, 3);
        mixing = placeholder(-1);
        scores = placeholder(-1, 6, 4);
        noiseSeed = tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));

        optimiser = new AdamW(tf, decay);
        StageLoss losses = new StageLoss(tf, architecture, variables, weights, gradeWeights);
        BsNet net = buildWhole(stage);
        Objective wholeObjective = objective(losses.of(stage, net, targets()), net, stage);
        Objective givenObjective = wholeObjective;
        if (stage.usesGivenLungs()) {
            BsNet given = buildOnGivenLungs(stage);
            givenObjective = objective(losses.score(stage, given, targets()), given, stage);
        }
        average = new MovingAverage(tf, variables);
        whole = trainOp(wholeObjective);
        onGivenLungs = trainOp(givenObjective);
        ordered = OrderedSums.copy(graph);
        session = new Session(ordered, Sessions.repeatable());
    }

    private Placeholder<TFloat32> placeholder(long... shape) {
        return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape)));
    }

    private NetworkInput input() {
        return new NetworkInput(images, textures.map(maps -> maps), wholes.map(whole -> whole));
    }

    private BsNet buildWhole(Stage stage) {
        return BsNet.build(
                tf, variables, architecture, input(), stage.trainedParts(), regulariser(stage));
    }

    private BsNet buildOnGivenLungs(Stage stage) {
        return BsNet.buildOnAnatomy(
                tf,
                variables,
                architecture,
                input(),
                new BsNet.Anatomy(givenLungs, noisyAlignments),
                stage.trainedParts(),
                regulariser(stage));
    }

    private BsNet.Regulariser regulariser(Stage stage) {
        return stage.trainsScores() && stage.updatesWeights()
                ? new ScoreRegulariser(tf, mixing, architecture.headDropout(), noiseSeed)
                : BsNet.Regulariser.NONE;
    }

    private Objective objective(Operand<TFloat32> loss, BsNet net, Stage stage) {
        List<Op> updates = new ArrayList<>(net.updates());
        if (stage.updatesWeights()) {
            updates.addAll(optimiser.minimise(graph, loss, trainable(stage, loss)));
        }
        return new Objective(loss, updates);
    }

    private TrainOp trainOp(Objective objective) {
        return new TrainOp(objective.loss(), average.after(objective.updates()));
    }

    /**
     * The stage's variables on which a loss depends; the last unit of the backbone, for example, is
     * used by the decoder only.
     */
    private Map<VariableSpec, Operand<TFloat32>> trainable(Stage stage, Operand<TFloat32> loss) {
        Set<GraphOperation> reached = graph.subgraphTo(Set.of(loss));
        Map<VariableSpec, Operand<TFloat32>> trainable =
                new LinkedHashMap<>(variables.trainable(stage.trainedParts()));
        trainable.values().removeIf(variable -> !reached.contains(variable.op()));
        return trainable;
    }

    private StageLoss.Targets targets() {
        return new StageLoss.Targets(masks, hasMask, alignments, scores);
    }

    Variables variables() {
        return variables;
    }

    /** Sets these weights, zero moments and the average to the weights. */
    void start(Weights weights) {
        variables.assign(session, weights);
        Session.Runner runner = session.runner();
        optimiser.resets().forEach(reset -> runner.addTarget(reset.op().name()));
        average.resets().forEach(reset -> runner.addTarget(reset.op().name()));
        runner.run().close();
    }

    /** Saves everything, moments and averages included, to a TensorFlow checkpoint. */
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
     * One step on given lungs, or at intervals through the whole network.
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
            runner.feed(noiseSeed.op().name(), seed);
            TrainOp trainOp = step.number() % wholeEvery == 0 ? whole : onGivenLungs;
            try (var result =
                    runner.addTarget(trainOp.train().op().name())
                            .fetch(trainOp.loss().op().name())
                            .run()) {
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
        feed(runner, fed, noisyAlignments, batch.noisyAlignments(), batch.size(), 2, 3);
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
        runner.feed(where.op().name(), tensor);
    }

    @Override
    public void close() {
        session.close();
        ordered.close();
        graph.close();
    }
}
