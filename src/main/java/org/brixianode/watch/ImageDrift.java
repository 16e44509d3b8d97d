package org.brixianode.watch;

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
 * Shares among the radiographs of the last seven days against those of up to three whole weeks
 * before them: of images that are not scored, and of each modality, View Position and transfer
 * syntax. Alarm: the shares differ by at least 4 standard errors (two-proportion z) and 25
 * percentage points; it ends below 3 or 15.
 */
final class ImageDrift implements Condition {

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
    private record Property(String name, Function<WorkFigures.Group, String> value) {}

    private static final List<Property> PROPERTIES =
            List.of(
                    new Property("modality", image -> word(image.modality().orElse(""))),
                    new Property("View Position", image -> word(image.view().orElse(""))),
                    new Property("transfer syntax", WorkFigures.Group::transferSyntaxUid));

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
        Optional<Samples> compared = samples(now);
        if (compared.isEmpty()) {
            active = Map.of();
            return List.of();
        }
        Samples samples = compared.get();
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

    private Optional<Samples> samples(Instant now) throws StageException {
        Optional<Weeks> known = Weeks.before(now, figures.firstKept().orElse(now));
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Weeks weeks = known.get();
        Samples samples =
                new Samples(
                        weeks,
                        figures.groups(radiographs, weeks.middle(), weeks.until()),
                        figures.groups(radiographs, weeks.from(), weeks.middle()));
        int least = config.get().samples().drift();
        return Optional.of(samples).filter(found -> found.isLarge(least));
    }

    private static boolean isNotScored(WorkFigures.Group image) {
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
     * @param latest of the last seven days
     * @param earlier those of the weeks before
     */
    private record Samples(
            Weeks weeks, List<WorkFigures.Group> latest, List<WorkFigures.Group> earlier) {

        boolean isLarge(int least) {
            return count(latest, any -> true) >= least && count(earlier, any -> true) >= least;
        }

        private static long count(
                List<WorkFigures.Group> groups, Predicate<WorkFigures.Group> property) {
            return groups.stream().filter(property).mapToLong(WorkFigures.Group::images).sum();
        }

        /** The values that the images of both have. */
        Set<String> values(Property property) {
            return Stream.concat(latest.stream(), earlier.stream())
                    .map(property.value())
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        /** The difference of the shares in words, if it is large enough. */
        Optional<String> difference(
                String name,
                Predicate<WorkFigures.Group> property,
                Map<String, Instant> before,
                Map<String, Instant> drifting,
                Instant now) {
            long hits = count(latest, property);
            long of = count(latest, any -> true);
            long earlierHits = count(earlier, property);
            long earlierOf = count(earlier, any -> true);
            double share = (double) hits / of;
            double earlierShare = (double) earlierHits / earlierOf;
            double z = Statistics.shares(hits, of, earlierHits, earlierOf);
            boolean known = before.containsKey(name);
            if (Math.abs(z) < (known ? CLEAR_Z : RAISE_Z)
                    || Math.abs(share - earlierShare) < (known ? CLEAR_SHARE : RAISE_SHARE)) {
                return Optional.empty();
            }
            drifting.put(name, before.getOrDefault(name, now));
            return Optional.of(
                    String.format(
                            Locale.ROOT,
                            "%s: %.0f %% of the %d radiographs of the last 7 days, but %.0f %% of the %d of %s (z %.1f)",
                            name,
                            share * PERCENT,
                            of,
                            earlierShare * PERCENT,
                            earlierOf,
                            weeks.earlierInWords(),
                            z));
        }
    }
}
