package org.brixianode.node;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.brixianode.ops.metrics.Figures;
import org.brixianode.queue.DeliveryAdmin;
import org.brixianode.queue.DeliveryState;
import org.brixianode.queue.DestinationCounts;
import org.brixianode.queue.Overview;
import org.brixianode.queue.Overviews;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.study.JobState;
import org.brixianode.study.StageException;
import org.brixianode.watch.Contacts;
import org.brixianode.watch.WatchedNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the queue's and the disk's figures for the metrics. */
final class FigureReader {

    private static final Logger LOG = LoggerFactory.getLogger(FigureReader.class);

    private final QueueDatabase database;
    private final Path folder;
    private final Supplier<List<WatchedNode.Target>> destinations;
    private final Contacts contacts;
    private final Clock clock;

    /**
     * @param folder storage.dir
     */
    FigureReader(
            QueueDatabase database,
            Path folder,
            Supplier<List<WatchedNode.Target>> destinations,
            Contacts contacts,
            Clock clock) {
        this.database = database;
        this.folder = folder;
        this.destinations = destinations;
        this.contacts = contacts;
        this.clock = clock;
    }

    /** The figures; empty if the database or the disk cannot be asked. */
    Optional<Figures> read() {
        try {
            Instant now = clock.instant();
            Overview overview = new Overviews(database).since(now);
            FileStore disk = Files.getFileStore(folder);
            return Optional.of(
                    new Figures(
                            now,
                            byState(JobState.values(), state -> overview.all().of(state)),
                            overview.oldestWaiting(),
                            destinations(),
                            disk.getUsableSpace(),
                            disk.getTotalSpace()));
        } catch (StageException | IOException e) {
            LOG.debug("the figures for the metrics cannot be read", e);
            return Optional.empty();
        }
    }

    private static <E extends Enum<E>> Map<String, Long> byState(
            E[] states, Function<E, Long> count) {
        Map<String, Long> counts = new HashMap<>();
        Arrays.stream(states).forEach(state -> counts.put(label(state), count.apply(state)));
        return counts;
    }

    private static String label(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private List<Figures.Destination> destinations() throws StageException {
        List<DestinationCounts> counts = new DeliveryAdmin(database).counts();
        List<Figures.Destination> found = new ArrayList<>();
        for (WatchedNode.Target one : destinations.get()) {
            Optional<DestinationCounts> known =
                    counts.stream()
                            .filter(count -> count.destination().equals(one.name()))
                            .findFirst();
            found.add(
                    new Figures.Destination(
                            one.name(),
                            byState(
                                    DeliveryState.values(),
                                    state -> known.map(count -> count.of(state)).orElse(0L)),
                            known.flatMap(DestinationCounts::oldestWaiting),
                            contacts.isFailing(one.name())));
        }
        return found;
    }
}
