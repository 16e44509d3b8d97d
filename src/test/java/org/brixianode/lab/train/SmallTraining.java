package org.brixianode.lab.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.brixianode.lab.data.Annotation;
import org.brixianode.lab.data.InvalidDataException;
import org.brixianode.lab.train.StagePlan.Stage;
import org.brixianode.model.Architecture;
import org.brixianode.study.Raster;
import org.brixianode.study.Zone;
import org.brixianode.testkit.PhantomChest;
import org.brixianode.testkit.TinyModel;

/** A very small network and phantoms to train it on; it remembers what was read and each loss. */
final class SmallTraining {

    static final Architecture TINY = TinyModel.ARCHITECTURE;
    static final int SIDE = TINY.inputSizePx();

    final Map<Path, Raster> pictures = new ConcurrentHashMap<>();
    final Set<Path> read = ConcurrentHashMap.newKeySet();

    /** Mean loss of each epoch. */
    final List<Double> losses = new ArrayList<>();

    private final Path folder;

    /**
     * @param folder where checkpoints go, each training's in one of its own
     */
    SmallTraining(Path folder) {
        this.folder = folder;
    }

    /** Grades from 0 to 3 by the image's number; every third image without a mask. */
    List<Annotation> phantoms(int count) {
        List<Annotation> annotations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<Zone, Integer> grades = new EnumMap<>(Zone.class);
            for (Zone zone : Zone.values()) {
                grades.put(zone, (i + zone.ordinal()) % 4);
            }
            annotations.add(phantom(i, grades, i % 3 != 2, "patient" + i / 2));
        }
        return annotations;
    }

    /** One image, drawn with the grades that it is annotated with. */
    Annotation phantom(int number, Map<Zone, Integer> grades, boolean masked, String patient) {
        PhantomChest phantom = PhantomChest.of(SIDE, SIDE, number, grades);
        Path image = Path.of("image" + number);
        Path mask = Path.of("mask" + number);
        pictures.put(image, phantom.grey());
        pictures.put(mask, phantom.lungMask());
        return new Annotation(
                "image" + number,
                image,
                masked ? Optional.of(mask) : Optional.empty(),
                grades,
                Optional.of(grades),
                patient);
    }

    Raster read(Path path) throws IOException {
        read.add(path);
        Raster picture = pictures.get(path);
        if (picture == null) {
            throw new IOException("no such picture");
        }
        return picture;
    }

    static TrainingConfig config(int epochs, Stage... of) {
        List<StagePlan> stages = new ArrayList<>();
        for (Stage stage : of) {
            stages.add(plan(stage, epochs));
        }
        return TrainingConfig.of(TINY, 5).withStages(stages);
    }

    static StagePlan plan(Stage stage, int epochs) {
        return new StagePlan(stage, epochs, 4, 2e-3, AugmentationConfig.DEFAULT);
    }

    Trainer trainer(TrainingConfig config, List<Annotation> annotations, String name)
            throws IOException, InvalidDataException {
        return new Trainer(
                config,
                annotations,
                this::read,
                folder.resolve(name),
                (stage, epoch, epochs, step, steps, loss, left) -> {
                    if (step == steps) {
                        losses.add(loss);
                    }
                });
    }
}
