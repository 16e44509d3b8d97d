package org.brixianode.lab.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.brixianode.study.Zone;
import org.junit.jupiter.api.Test;

final class FoldsTest {

    private static List<Annotation> annotations(int patients) {
        List<Annotation> annotations = new ArrayList<>();
        for (int patient = 0; patient < patients; patient++) {
            for (int image = 0; image <= patient % 3; image++) {
                Map<Zone, Integer> scores = new EnumMap<>(Zone.class);
                for (Zone zone : Zone.values()) {
                    scores.put(zone, patient % 4);
                }
                String name = patient + "-" + image;
                annotations.add(
                        new Annotation(
                                name,
                                Path.of(name),
                                Optional.empty(),
                                scores,
                                Optional.empty(),
                                "patient" + patient));
            }
        }
        return annotations;
    }

    private static Set<String> patients(List<Annotation> annotations) {
        return annotations.stream().map(Annotation::patient).collect(Collectors.toSet());
    }

    @Property(tries = 50)
    void everyImageIsHeldOutOnceAndNoPatientIsInBothSets(
            @ForAll @IntRange(min = 2, max = 7) int count, @ForAll long seed) {
        List<Annotation> all = annotations(30);
        Folds folds = new Folds(all, count, seed);
        List<Annotation> seen = new ArrayList<>();
        for (int fold = 0; fold < count; fold++) {
            List<Annotation> in = folds.in(fold);
            List<Annotation> outside = folds.outside(fold);
            assertThat(in.size() + outside.size()).isEqualTo(all.size());
            Set<String> both = new HashSet<>(patients(in));
            both.retainAll(patients(outside));
            assertThat(both).isEmpty();
            seen.addAll(in);
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void foldsAreOfLikeSeverity() {
        Folds folds = new Folds(annotations(60), 5, 1);
        for (int fold = 0; fold < 5; fold++) {
            double mean =
                    folds.in(fold).stream()
                            .mapToInt(Annotation::seniorGlobal)
                            .average()
                            .orElseThrow();
            assertThat(mean).isBetween(6.0, 12.0);
        }
    }

    @Test
    void theSameSeedGivesTheSameFolds() {
        assertThat(new Folds(annotations(20), 4, 9).in(2))
                .isEqualTo(new Folds(annotations(20), 4, 9).in(2))
                .isNotEqualTo(new Folds(annotations(20), 4, 10).in(2));
    }
}
