package org.brixianode.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.brixianode.lab.data.Annotation;
import org.brixianode.model.BsNetModel;
import org.brixianode.model.Calibration;
import org.brixianode.model.Preprocessing;
import org.brixianode.model.Sessions;
import org.brixianode.network.BsNet;
import org.brixianode.network.Part;
import org.brixianode.network.VariableSpec;
import org.brixianode.network.Weights;
import org.brixianode.study.Affine;
import org.brixianode.study.Raster;
import org.brixianode.study.Zone;
import org.brixianode.testkit.PhantomChest;
import org.brixianode.testkit.TinyModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tuning a model whose alignment has another idea of scale than the lungs' box. */
final class OwnAnatomyTest {

    private static final int SIDE = TinyModel.ARCHITECTURE.inputSizePx();

    @TempDir Path folder;

    private final Map<Path, Raster> pictures = new HashMap<>();

    /** Lays every image a little differently, about a frame that is no box of lungs. */
    private static Weights model() {
        Weights weights = TinyModel.weights(1);
        Random random = new Random(3);
        for (VariableSpec spec : BsNet.variables(TinyModel.ARCHITECTURE)) {
            if (spec.name().equals("stn/locnet_alignment/bias")) {
                weights.put(spec, new float[] {1.1f, 0.05f, 0.1f, -0.03f, 0.95f, -0.2f});
            } else if (spec.name().equals("stn/locnet_alignment/kernel")) {
                float[] values = new float[spec.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = 0.02f * (random.nextFloat() - 0.5f);
                }
                weights.put(spec, values);
            }
        }
        return weights;
    }

    private List<Annotation> phantoms(int count, boolean masks) {
        List<Annotation> annotations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<Zone, Integer> grades = new EnumMap<>(Zone.class);
            for (Zone zone : Zone.values()) {
                grades.put(zone, (i + zone.ordinal()) % 4);
            }
            PhantomChest phantom = PhantomChest.of(SIDE, SIDE, i, grades);
            Path image = Path.of("image" + i);
            Path mask = Path.of("mask" + i);
            pictures.put(image, phantom.grey());
            pictures.put(mask, phantom.lungMask());
            annotations.add(
                    new Annotation(
                            "image" + i,
                            image,
                            masks ? Optional.of(mask) : Optional.empty(),
                            grades,
                            Optional.empty(),
                            "patient" + i));
        }
        return annotations;
    }

    private static TrainingConfig heads() {
        TrainingConfig plan =
                TrainingConfig.tuning(
                        TinyModel.ARCHITECTURE, Preprocessing.DEFAULT, /* headsOnly= */ true, 5);
        return plan.withStages(plan.stages().stream().map(stage -> stage.withEpochs(2)).toList());
    }

    @Test
    void theLungsThatAreGivenAreThoseThatTheModelFindsInUse() throws Exception {
        Path written = folder.resolve("model");
        TinyModel.write(
                written, List.of(model()), TinyModel.training(List.of(), true), Calibration.NONE);
        List<Sample> samples = new Samples(heads(), pictures::get).load(phantoms(2, true));
        List<Sample> own = PredictedLungs.given(heads(), model(), samples);
        try (BsNetModel loaded = BsNetModel.load(written, Sessions.standard())) {
            for (Sample sample : own) {
                BsNetModel.Output used = loaded.run(List.of(sample.image())).get(0);
                Sample.Lungs lungs = sample.lungs().orElseThrow();
                assertThat(values(lungs.alignment()))
                        .usingComparatorWithPrecision(2e-3)
                        .containsExactly(doubles(used.affine()));
                assertThat(lungs.given())
                        .usingComparatorWithPrecision(0.02f)
                        .containsExactly(used.lungs());
                assertThat(lungs.human()).as("a human mask stays what is learned").isTrue();
            }
        }
    }

    private static double[] values(Affine map) {
        return new double[] {map.a(), map.b(), map.c(), map.d(), map.e(), map.f()};
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        Arrays.setAll(doubles, i -> values[i]);
        return doubles;
    }

    /** A mask's box would be another frame than the one in which the heads will be used. */
    @Test
    void humanMasksDoNotMoveTheFrameInWhichHeadsAreTuned() throws Exception {
        Weights with = train(phantoms(6, true), "with");
        Weights without = train(phantoms(6, false), "without");
        for (VariableSpec spec : BsNet.variables(TinyModel.ARCHITECTURE)) {
            float[] one = with.get(spec);
            float[] other = without.get(spec);
            for (int i = 0; i < one.length; i++) {
                assertThat(one[i]).as(spec.name()).isCloseTo(other[i], within(1e-5f));
            }
            if (spec.part() == Part.SCORE && spec.name().endsWith("kernel")) {
                assertThat(one).as(spec.name()).isNotEqualTo(model().get(spec));
            }
        }
    }

    /** Mixing and dropout distort what normalisation sees of the heads, and of nothing else. */
    @Test
    void tunedHeadsEndWithTheirStatisticsTakenAnew() throws Exception {
        List<StagePlan> stages = heads().stages();
        TrainingConfig last = heads().withStages(stages.subList(stages.size() - 1, stages.size()));
        Weights before = model();
        Weights after = train(last, phantoms(6, false), "statistics");
        for (VariableSpec spec : BsNet.variables(TinyModel.ARCHITECTURE)) {
            boolean free = spec.part() == Part.SCORE || spec.part() == Part.TEXTURE;
            if (free && spec.name().contains("/moving_")) {
                assertThat(after.get(spec)).as(spec.name()).isNotEqualTo(before.get(spec));
            } else {
                assertThat(after.get(spec)).as(spec.name()).isEqualTo(before.get(spec));
            }
        }
    }

    private Weights train(List<Annotation> annotations, String name) throws Exception {
        return train(heads(), annotations, name);
    }

    private Weights train(TrainingConfig config, List<Annotation> annotations, String name)
            throws Exception {
        return new Trainer(
                        config,
                        annotations,
                        path -> {
                            if (!pictures.containsKey(path)) {
                                throw new IOException("no such picture");
                            }
                            return pictures.get(path);
                        },
                        folder.resolve(name),
                        TrainingProgress.SILENT)
                .train(model());
    }
}
