package org.brixianode.lab.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * Divides annotations into k parts of similar severity; images of one patient stay together. The
 * same annotations, k and seed give the same parts.
 */
public final class Folds {

    private final Map<String, Integer> foldOfPatient = new LinkedHashMap<>();
    private final List<Annotation> annotations;
    private final int count;

    /**
     * @param count k, at least 2
     */
    public Folds(List<Annotation> annotations, int count, long seed) {
        if (count < 2) {
            throw new IllegalArgumentException("at least two folds, not " + count);
        }
        this.annotations = annotations;
        this.count = count;
        Map<String, List<Annotation>> byPatient = new LinkedHashMap<>();
        for (Annotation annotation : annotations) {
            byPatient
                    .computeIfAbsent(annotation.patient(), patient -> new ArrayList<>())
                    .add(annotation);
        }
        assign(byPatient, new Random(seed));
    }

    /** Patients in order of severity; each run of k goes to the k folds in a random order. */
    private void assign(Map<String, List<Annotation>> byPatient, Random random) {
        List<String> patients =
                byPatient.entrySet().stream()
                        .sorted(
                                Comparator.comparingDouble(Folds::severity)
                                        .thenComparing(Map.Entry.comparingByKey()))
                        .map(Map.Entry::getKey)
                        .toList();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < patients.size(); i++) {
            if (order.isEmpty()) {
                for (int fold = 0; fold < count; fold++) {
                    order.add(fold);
                }
                Collections.shuffle(order, random);
            }
            foldOfPatient.put(patients.get(i), order.remove(order.size() - 1));
        }
    }

    private static double severity(Map.Entry<String, List<Annotation>> patient) {
        return patient.getValue().stream()
                .mapToInt(Annotation::seniorGlobal)
                .average()
                .orElseThrow();
    }

    public int count() {
        return count;
    }

    /** Every image. */
    public List<Annotation> all() {
        return List.copyOf(annotations);
    }

    private int foldOf(Annotation annotation) {
        return Objects.requireNonNull(foldOfPatient.get(annotation.patient()));
    }

    /** The images of one fold. */
    public List<Annotation> in(int fold) {
        return annotations.stream().filter(annotation -> foldOf(annotation) == fold).toList();
    }

    /** The images of every other fold. */
    public List<Annotation> outside(int fold) {
        return annotations.stream().filter(annotation -> foldOf(annotation) != fold).toList();
    }
}
