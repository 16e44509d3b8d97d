package org.brixianode.web.rest;

import io.javalin.http.Context;
import io.javalin.http.TooManyRequestsResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.brixianode.api.AlarmJson;
import org.brixianode.api.SummaryJson;
import org.brixianode.ops.EventListener;
import org.brixianode.ops.JsonLine;
import org.brixianode.ops.NodeEvent;
import org.brixianode.queue.JobSearch;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Server-sent events: {@code summary} when it changes and every 15 seconds, {@code job} for a
 * changed job, {@code alarms} when they change. Each client has a thread of the HTTP server and a
 * bounded queue; a client that does not read is disconnected, and a browser connects again.
 */
final class EventStream implements EventListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    static final int MAX_CLIENTS = 16;
    static final Duration SUMMARY_INTERVAL = Duration.ofSeconds(15);

    /** After this time a client must connect again, and so prove that its session is valid. */
    static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final int MAX_FRAMES = 200;
    private static final Duration TICK = Duration.ofMillis(500);

    /** A comment is sent after this time without an event, so that a lost client is noticed. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private static final String COMMENT = ": \n\n";

    /** A connected client. */
    private static final class Client {
        private final BlockingQueue<String> frames = new ArrayBlockingQueue<>(MAX_FRAMES);
        private volatile boolean closed;

        void offer(String frame) {
            if (!frames.offer(frame)) {
                closed = true;
            }
        }
    }

    private final Services services;
    private final QueueCounts counts;
    private final JobSearch search;
    private final ChangedJobs changed = new ChangedJobs();
    private final Set<Client> clients = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(EventStream::thread);
    private Map<String, Object> lastAlarms = Map.of();
    private Map<String, Object> lastSummary = Map.of();
    private Instant summaryAt = Instant.EPOCH;

    EventStream(Services services, QueueCounts counts) {
        this.services = services;
        this.counts = counts;
        this.search = new JobSearch(services.database());
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "web-events");
        thread.setDaemon(true);
        return thread;
    }

    void start() {
        timer.scheduleWithFixedDelay(
                this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void on(Instant at, NodeEvent event) {
        counts.changed();
        if (!clients.isEmpty()) {
            changed.add(event);
        }
    }

    /** Sends what has changed since the last call. */
    void tick() {
        try {
            counts.refreshIfDue();
            if (!clients.isEmpty()) {
                sendChanges();
            }
        } catch (StageException | RuntimeException e) {
            LOG.debug("no events for pages: {}", e.getMessage());
        } catch (Error e) {
            // The timer would not call again.
            LOG.error("no events for pages", e);
        }
    }

    private void sendChanges() throws StageException {
        sendAlarms();
        boolean anyChange = changed.isAny();
        for (long id : changed.take(search)) {
            send("job", Map.of("id", id));
        }
        sendSummary(anyChange);
    }

    private void sendAlarms() {
        Map<String, Object> alarms = AlarmJson.of(services.alarms().active());
        if (!alarms.equals(lastAlarms)) {
            lastAlarms = alarms;
            send("alarms", alarms);
        }
    }

    private void sendSummary(boolean anyChange) throws StageException {
        Instant now = services.now();
        boolean due = !now.isBefore(summaryAt.plus(SUMMARY_INTERVAL));
        if (!due && !anyChange) {
            return;
        }
        Map<String, Object> summary = summary();
        if (due || !summary.equals(lastSummary)) {
            summaryAt = now;
            lastSummary = summary;
            send("summary", summary);
        }
    }

    private Map<String, Object> summary() throws StageException {
        return SummaryJson.of(counts.overview(), services.now());
    }

    private void send(String event, Map<String, Object> data) {
        String frame = frame(event, data);
        clients.forEach(client -> client.offer(frame));
    }

    private static String frame(String event, Map<String, Object> data) {
        return "event: %s\ndata: %s\n\n".formatted(event, JsonLine.of(data));
    }

    /** Sends events until the client or the server closes the connection, or its time is over. */
    void serve(Context request) throws StageException, InterruptedException {
        Query.of(request);
        Client client = new Client();
        client.offer(frame("summary", summary()));
        client.offer(frame("alarms", AlarmJson.of(services.alarms().active())));
        add(client);
        try {
            write(request, client);
        } catch (IOException e) {
            LOG.debug("a page has closed its events");
        } finally {
            clients.remove(client);
        }
    }

    private synchronized void add(Client client) {
        if (clients.size() >= MAX_CLIENTS || timer.isShutdown()) {
            throw new TooManyRequestsResponse(
                    "events are sent to %d pages already; close one".formatted(MAX_CLIENTS));
        }
        clients.add(client);
    }

    private void write(Context request, Client client) throws IOException, InterruptedException {
        HttpServletResponse response = request.res();
        response.setContentType("text/event-stream;charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        OutputStream out = response.getOutputStream();
        Instant end = services.now().plus(LIFETIME);
        while (!client.closed
                && services.now().isBefore(end)
                && services.mayContinue().test(request)) {
            String frame = client.frames.poll(SILENCE.toMillis(), TimeUnit.MILLISECONDS);
            out.write((frame == null ? COMMENT : frame).getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    /** Ends the connections. */
    @Override
    public synchronized void close() {
        timer.shutdownNow();
        for (Client client : clients) {
            client.closed = true;
            client.offer(COMMENT);
        }
    }
}
