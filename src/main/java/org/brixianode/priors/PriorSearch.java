package org.brixianode.priors;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.brixianode.dicom.LocalAe;
import org.brixianode.dicom.StoreHandler;
import org.brixianode.study.FailureText;
import org.brixianode.study.SafeText;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Searches for the earlier radiographs of each image that waits, one image at a time, each in an
 * association that ends at the image's deadline at the latest. A failed search is repeated until
 * then.
 *
 * <p>The configuration can change while it runs: the next search is by the new one. When it is
 * switched off, by a reload or a restart, images that wait already are released as before, at their
 * deadline at the latest.
 *
 * <p>Earlier images are fetched for images that were sent to the node, never for fetched ones:
 * those do not wait.
 */
public final class PriorSearch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PriorSearch.class);

    private static final Duration POLL = Duration.ofMillis(250);
    private static final int MAX_TEXT = 500;
    private static final String NOT_ASKABLE =
            "a Patient ID with the wild-card characters * or ?, or a backslash, is not searched";

    /** After the deadline of an image, for its search to be settled. */
    private static final Duration LATE = Duration.ofMinutes(1);

    /** How long the end of a running association is waited for. */
    private static final Duration STOP = Duration.ofSeconds(10);

    private final Supplier<Optional<PriorsConfig>> configuration;
    private final PriorLog log;
    private final StoreHandler storage;
    private final List<String> storable;
    private final Consumer<Optional<String>> health;
    private final Clock clock;
    private final Semaphore wakeUp = new Semaphore(0);
    private final ScheduledExecutorService deadlines =
            Executors.newSingleThreadScheduledExecutor(PriorSearch::deadlineThread);
    private final Thread thread = new Thread(this::run, "priors");
    private volatile boolean stopping;
    private volatile Optional<LocalAe> open = Optional.empty();

    /**
     * When no image waits any more that arrived while the search was on. It may have been on until
     * this start.
     */
    private Instant nobodyWaits;

    /**
     * @param configuration in force, asked for each search; empty while the search is off
     * @param storage the node's Storage SCP, which takes what a C-GET brings
     * @param storable transfer syntaxes of radiographs that it takes
     * @param health told after each search, with the problem if it failed
     */
    public PriorSearch(
            Supplier<Optional<PriorsConfig>> configuration,
            PriorLog log,
            StoreHandler storage,
            List<String> storable,
            Consumer<Optional<String>> health,
            Clock clock) {
        this.configuration = configuration;
        this.log = log;
        this.storage = storage;
        this.storable = List.copyOf(storable);
        this.health = health;
        this.clock = clock;
        this.nobodyWaits = clock.instant().plus(PriorsConfig.LONGEST_WAIT).plus(LATE);
    }

    private static Thread deadlineThread(Runnable task) {
        Thread thread = new Thread(task, "priors-deadline");
        thread.setDaemon(true);
        return thread;
    }

    public void start() {
        thread.start();
    }

    private void run() {
        while (!stopping) {
            try {
                Optional<PriorsConfig> config = configuration.get();
                settle(config);
                if (config.isEmpty() || !searchesOne(config.get())) {
                    pause();
                }
            } catch (StageException e) {
                LOG.warn("the search for earlier radiographs pauses: {}", e.getMessage());
                pause();
            } catch (RuntimeException | Error e) {
                // Searches go on whatever becomes of one; the image is due at its deadline.
                LOG.error("a search for earlier radiographs failed", e);
                pause();
            }
        }
    }

    /** What is left when the search is switched off is settled until the last deadline. */
    private void settle(Optional<PriorsConfig> config) throws StageException {
        Instant now = clock.instant();
        if (config.isPresent()) {
            Instant deadline = now.plus(config.get().longestWait()).plus(LATE);
            nobodyWaits = deadline.isAfter(nobodyWaits) ? deadline : nobodyWaits;
        }
        if (now.isBefore(nobodyWaits)) {
            log.settle();
        }
    }

    private boolean searchesOne(PriorsConfig config) throws StageException {
        Optional<PriorLog.Waiting> waiting = log.claim(config.longestWait());
        if (waiting.isPresent()) {
            search(config, waiting.get());
        }
        return waiting.isPresent();
    }

    private void pause() {
        try {
            if (wakeUp.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                wakeUp.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }

    private void search(PriorsConfig config, PriorLog.Waiting waiting) throws StageException {
        try {
            Optional<Question> question = Question.of(waiting.file());
            if (question.isEmpty()) {
                log.retrieved(waiting.job(), Optional.empty());
            } else if (question.get().isAskable()) {
                log.retrieved(waiting.job(), ask(config, waiting, question.get()));
                health.accept(Optional.empty());
            } else {
                log.retrieved(waiting.job(), Optional.of(NOT_ASKABLE));
            }
        } catch (IOException e) {
            String problem =
                    config.source().describe() + ": " + SafeText.line(FailureText.of(e), MAX_TEXT);
            if (!stopping) {
                LOG.debug("a search for earlier radiographs failed", e);
                health.accept(Optional.of(problem));
            }
            log.retry(waiting.job(), problem);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }

    /**
     * @return what did not come, if anything
     */
    private Optional<String> ask(PriorsConfig config, PriorLog.Waiting waiting, Question question)
            throws IOException, InterruptedException, StageException {
        try (LocalAe entity = LocalAe.requestor(config.ownTitle(), config.limits(), "priors")) {
            entity.device().setDimseRQHandler(storage.requests());
            open = Optional.of(entity);
            long leftMs = Duration.between(clock.instant(), waiting.deadline()).toMillis();
            AtomicBoolean ended = new AtomicBoolean();
            ScheduledFuture<?> end =
                    deadlines.schedule(
                            () -> giveUp(entity, ended),
                            Math.max(1, leftMs),
                            TimeUnit.MILLISECONDS);
            try (PacsAssociation pacs = PacsAssociation.open(entity, config, storable)) {
                return fetch(config, waiting, question, pacs);
            } catch (IOException e) {
                throw ended.get() ? new IOException("no answer within priors.wait", e) : e;
            } finally {
                end.cancel(false);
                open = Optional.empty();
            }
        }
    }

    private static void giveUp(LocalAe entity, AtomicBoolean ended) {
        ended.set(true);
        entity.close();
    }

    private Optional<String> fetch(
            PriorsConfig config, PriorLog.Waiting waiting, Question question, PacsAssociation pacs)
            throws IOException, InterruptedException, StageException {
        PacsQuery query = new PacsQuery(pacs, config);
        Map<String, String> studyOf = new LinkedHashMap<>();
        List<String> expected = new ArrayList<>();
        int studies = 0;
        for (PacsQuery.Study study : query.studies(question, waiting.studyUid())) {
            if (studies == config.number()) {
                break;
            }
            PriorLog.Known known = log.known(study.uid());
            studies++;
            if (known == PriorLog.Known.YES) {
                continue;
            }
            for (String series : query.series(study)) {
                expected.add(series);
                if (known == PriorLog.Known.NO || !log.hasImageOf(series)) {
                    studyOf.put(series, study.uid());
                }
            }
        }
        log.expect(waiting.job(), expected);
        List<String> missing = new ArrayList<>();
        for (Map.Entry<String, String> series : studyOf.entrySet()) {
            Optional<String> failed = pacs.retrieve(series.getValue(), series.getKey());
            failed.ifPresent(missing::add);
            // After the answer to a C-GET nothing comes; a PACS may call it a success.
            if (config.retrieve() == PriorsConfig.Retrieve.GET
                    && failed.isEmpty()
                    && !log.hasImageOf(series.getKey())) {
                missing.add("no image of series %s came".formatted(series.getKey()));
            }
        }
        Instant now = clock.instant();
        LOG.info(
                "study {}: {} series of earlier radiographs asked for at {}, {} ms before the"
                        + " deadline",
                waiting.studyUid(),
                studyOf.size(),
                config.source().name(),
                Duration.between(now, waiting.deadline()).toMillis());
        return missing.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", missing));
    }

    /** Ends the running association; its search stays open in the log. */
    @Override
    public void close() {
        stopping = true;
        wakeUp.release();
        open.ifPresent(LocalAe::close);
        try {
            thread.join(STOP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        deadlines.shutdownNow();
    }
}
