package org.brixianode.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.brixianode.ops.AlarmKind;
import org.brixianode.queue.WorkFigures;
import org.brixianode.study.JobState;
import org.brixianode.study.StageException;

/**
 * Shares of the latest radiographs against those of the radiographs of the last four weeks before
 * them: of images that are not scored, and of each modality, View Position and transfer syntax.
 * Alarm: the shares differ by at least 4 standard errors (two-proportion z) and 25 percentage
 * points; it ends below 3 or 15.
 */
final class ImageDrift implements Condition {

    private static final Set<JobState> FINISHED = Set.of(JobState.SCORED, JobState.NOT_SCORED);

    private static final Duration MEMORY = Duration.ofDays(28);
    private static final int MAX_IMAGES = 1500;
    private static final int LEAST_FACTOR = 2;

    private static final double RAISE_Z = 4;
    private static final double CLEAR_Z = 3;
    private static final double RAISE_SHARE = 0.25;
    private static final double CLEAR_SHARE = 0.15;
    private static final int PERCENT = 100;

    /** Values that a message may quote; a header may hold anything. */
    private static final Set<String> KNOWN_WORDS =
            Set.of(
                    "CR", "DX", "RG", "PX", "OT", "PA", "AP", "LL", "RL", "LLD", "RLD", "LLO",
                    "RLO");

    private static final String OTHER = "another or none";

    private static final String REFUSALS_ADVICE =
            "The reasons: brixia-node jobs list --state not_scored";

    private static final String IMAGES_ADVICE =
            "Another device, or another setting at the PACS? Compare recent heatmaps with earlier ones";

    /** A property of images and how to read it. */
    private record Property(String name, Function<WorkFigures.Properties, String> value) {}

    private static final List<Property> PROPERTIES =
            List.of(
                    new Property("modality", image -> word(image.modality().orElse(""))),
                    new Property("View Position", image -> word(image.view().orElse(""))),
                    new Property("transfer syntax", WorkFigures.Properties::transferSyntaxUid));

    private final WorkFigures figures;
    private final Set<String> radiographs;
    private final Supplier<WatchConfig> config;

    /** What drifts, since when. */
    private Map<String, Instant> active = Map.of();

    ImageDrift(WorkFigures figures, Set<String> radiographs, Supplier<WatchConfig> config) {
        this.figures = figures;
        this.radiographs = radiographs;
        this.config = config;
    }

    private static String word(String value) {
        return KNOWN_WORDS.contains(value) ? value : OTHER;
    }

    @Override
    public List<Finding> check(Instant now) throws StageException {
        int size = config.get().samples().drift();
        List<WorkFigures.Properties> all =
                figures.properties(radiographs, now.minus(MEMORY), MAX_IMAGES).stream()
                        .filter(image -> FINISHED.contains(image.state()))
                        .toList();
        if (all.size() < (1 + LEAST_FACTOR) * size) {
            active = Map.of();
            return List.of();
        }
        Samples samples = new Samples(all.subList(0, size), all.subList(size, all.size()));
        Map<String, Instant> before = active;
        active = new HashMap<>();
        List<Finding> found = new ArrayList<>();
        samples.difference("not scored", ImageDrift::isNotScored, before, active, now)
                .map(text -> finding(AlarmKind.REFUSALS_DRIFT, text, "not scored", REFUSALS_ADVICE))
                .ifPresent(found::add);
        for (Property property : PROPERTIES) {
            for (String value : samples.values(property)) {
                String name = property.name() + " " + value;
                samples.difference(
                                name,
                                image -> property.value().apply(image).equals(value),
                                before,
                                active,
                                now)
                        .map(text -> finding(AlarmKind.IMAGES_DRIFT, text, name, IMAGES_ADVICE))
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    private static boolean isNotScored(WorkFigures.Properties image) {
        return image.state() == JobState.NOT_SCORED;
    }

    private Finding finding(AlarmKind kind, String text, String name, String advice) {
        Instant since = Objects.requireNonNull(active.get(name));
        return kind == AlarmKind.REFUSALS_DRIFT
                ? Finding.ofNode(kind, since, text + ". " + advice)
                : Finding.of(kind, name, since, text + ". " + advice);
    }

    /**
     * Two samples of images.
     *
     * @param latest the smaller one
     * @param earlier those before
     */
    private record Samples(
            List<WorkFigures.Properties> latest, List<WorkFigures.Properties> earlier) {

        /** The values that the images of both have. */
        Set<String> values(Property property) {
            return Stream.concat(latest.stream(), earlier.stream())
                    .map(property.value())
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        /** The difference of the shares in words, if it is large enough. */
        Optional<String> difference(
                String name,
                Predicate<WorkFigures.Properties> property,
                Map<String, Instant> before,
                Map<String, Instant> drifting,
                Instant now) {
            long hits = latest.stream().filter(property).count();
            long earlierHits = earlier.stream().filter(property).count();
            double share = (double) hits / latest.size();
            double earlierShare = (double) earlierHits / earlier.size();
            double z = Statistics.shares(hits, latest.size(), earlierHits, earlier.size());
            boolean known = before.containsKey(name);
            if (Math.abs(z) < (known ? CLEAR_Z : RAISE_Z)
                    || Math.abs(share - earlierShare) < (known ? CLEAR_SHARE : RAISE_SHARE)) {
                return Optional.empty();
            }
            drifting.put(name, before.getOrDefault(name, now));
            return Optional.of(
                    String.format(
                            Locale.ROOT,
                            "%s: %.0f %% of the last %d radiographs, but %.0f %% of the %d before (z %.1f)",
                            name,
                            share * PERCENT,
                            latest.size(),
                            earlierShare * PERCENT,
                            earlier.size(),
                            z));
        }
    }
}
