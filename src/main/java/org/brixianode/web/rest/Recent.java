package org.brixianode.web.rest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.brixianode.study.FailureReason;
import org.brixianode.study.StageException;

/**
 * A value of the database that is read again for each request, but at most once at a time: requests
 * share a reading that has not begun. If reading takes longer than the patience, a request gets the
 * value of the reading before, unless that is too old. Thread-safe.
 */
final class Recent<T> implements AutoCloseable {

    static final Duration MAX_AGE = Duration.ofSeconds(75);

    /** Longer than the database's timeouts for one statement. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** Reads the value. */
    @FunctionalInterface
    interface Reader<T> {
        T read() throws StageException;
    }

    /**
     * @param at when its reading began
     */
    private record Value<T>(T value, Instant at) {}

    private final Reader<T> reader;
    private final Duration patience;
    private final Clock clock;
    private final ExecutorService thread;
    private Optional<Value<T>> latest = Optional.empty();
    private Optional<CompletableFuture<T>> queued = Optional.empty();

    /**
     * @param name name of its thread
     * @param patience how long a request waits if there is a value of before
     */
    Recent(String name, Reader<T> reader, Duration patience, Clock clock) {
        this.reader = reader;
        this.patience = patience;
        this.clock = clock;
        this.thread =
                new ThreadPoolExecutor(
                        1,
                        1,
                        0,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        task -> {
                            Thread created = new Thread(task, name);
                            created.setDaemon(true);
                            return created;
                        });
    }

    /** Reads the value in the background. */
    void refresh() {
        next();
    }

    T get() throws StageException {
        CompletableFuture<T> next = next();
        Optional<T> before = usable();
        try {
            return before.isPresent() && !isDoneSoon(next)
                    ? before.get()
                    : next.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StageException(FailureReason.RETRY, "the server is stopping", e);
        } catch (TimeoutException e) {
            throw new StageException(FailureReason.RETRY, "the database does not answer", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StageException failure) {
                throw failure;
            }
            throw new StageException(FailureReason.RETRY, "reading failed: " + e.getCause(), e);
        }
    }

    private boolean isDoneSoon(CompletableFuture<?> next) throws InterruptedException {
        try {
            next.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        }
    }

    private synchronized Optional<T> usable() {
        Instant oldest = clock.instant().minus(MAX_AGE);
        return latest.filter(one -> !one.at().isBefore(oldest)).map(Value::value);
    }

    /** The next reading, which has not begun. */
    private synchronized CompletableFuture<T> next() {
        if (queued.isEmpty()) {
            CompletableFuture<T> next = new CompletableFuture<>();
            // Throws after the end of this object, and where no thread can be started.
            thread.execute(() -> read(next));
            queued = Optional.of(next);
        }
        return queued.get();
    }

    private void read(CompletableFuture<T> result) {
        Instant at = clock.instant();
        synchronized (this) {
            queued = Optional.empty();
        }
        try {
            T value = reader.read();
            synchronized (this) {
                latest = Optional.of(new Value<>(value, at));
            }
            result.complete(value);
        } catch (StageException | RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
