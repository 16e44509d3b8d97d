package org.brixianode.lab.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.brixianode.lab.data.Annotation;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;

/** Made-up cases for tests. */
public final class Cases {

    /** Six scores, A to F. */
    public static Map<Zone, Integer> scores(int... scores) {
        Map<Zone, Integer> map = new EnumMap<>(Zone.class);
        for (Zone zone : Zone.values()) {
            map.put(zone, scores[zone.ordinal()]);
        }
        return map;
    }

    /** A model that is equally sure of every score. */
    public static Case of(
            String name,
            Map<Zone, Integer> senior,
            Map<Zone, Integer> model,
            double confidence,
            boolean seen) {
        Map<Zone, ZoneScore> zones = new EnumMap<>(Zone.class);
        for (Zone zone : Zone.values()) {
            List<Double> probabilities =
                    new ArrayList<>(Collections.nCopies(ZoneScore.GRADES, (1 - confidence) / 3));
            probabilities.set(model.get(zone), confidence);
            zones.put(zone, new ZoneScore(zone, model.get(zone), probabilities));
        }
        Annotation annotation =
                new Annotation(
                        name, Path.of(name), Optional.empty(), senior, Optional.of(model), name);
        return new Case(annotation, zones, Optional.of(0.9), seen);
    }

    /** Cases with random scores; the model is off by one now and then. */
    public static List<Case> random(int count, boolean seen) {
        Random random = new Random(7);
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<Zone, Integer> senior = new EnumMap<>(Zone.class);
            Map<Zone, Integer> model = new EnumMap<>(Zone.class);
            for (Zone zone : Zone.values()) {
                int score = random.nextInt(ZoneScore.GRADES);
                senior.put(zone, score);
                model.put(zone, Math.min(3, score + (random.nextInt(3) == 0 ? 1 : 0)));
            }
            cases.add(of("image%02d.png".formatted(i), senior, model, 0.7, seen));
        }
        return cases;
    }

    private Cases() {}
}
