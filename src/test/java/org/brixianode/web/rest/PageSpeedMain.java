package org.brixianode.web.rest;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.brixianode.ops.NetworkAddress;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.TrustedName;
import org.brixianode.queue.JobAdmin;
import org.brixianode.queue.JobQueue;
import org.brixianode.queue.QueueConfig;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.study.AeTitle;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.testkit.PostgresServer;
import org.brixianode.web.WebConfig;
import org.brixianode.web.WebServer;

/**
 * Measures the requests of the page on a queue with many jobs: {@code h2|postgres JOBS FOLDER}. A
 * database that is in the folder is used as it is. See bench/page-speed.
 */
final class PageSpeedMain {

    private static final int RUNS = 9;
    private static final Duration LIMIT = Duration.ofMillis(300);
    private static final String API = "/api/v1";

    private record Request(String path, String body) {}

    public static void main(String[] arguments) throws Exception {
        boolean postgres = arguments[0].equals("postgres");
        int jobs = Integer.parseInt(arguments[1]);
        Path folder = Files.createDirectories(Path.of(arguments[2]));
        String url =
                postgres
                        ? PostgresServer.newDatabase()
                        : "jdbc:h2:file:" + folder.toAbsolutePath().resolve("brixia");
        String user = postgres ? PostgresServer.user() : "";
        QueueConfig config = config(url, user, folder);
        if (Files.notExists(folder.resolve("brixia.mv.db"))) {
            QueueDatabase.open(config).close();
            new ManyJobs(url, user, jobs).fill();
        }
        boolean ok;
        try (QueueDatabase database = QueueDatabase.open(config)) {
            ok = measure(database);
        }
        System.exit(ok ? 0 : 1);
    }

    private static QueueConfig config(String url, String user, Path folder) {
        return new QueueConfig(
                url,
                user,
                "",
                folder.toAbsolutePath(),
                "node",
                QueueConfig.DEFAULT_LEASE,
                8,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                QueueConfig.DEFAULT_CONNECTION_LIFETIME);
    }

    private static boolean measure(QueueDatabase database) throws Exception {
        NodeEvent.Operator operator =
                new NodeEvent.Operator(new TrustedName("bench"), NetworkAddress.UNKNOWN);
        Rest rest =
                new Rest(
                        new Services(
                                database,
                                new TestView(),
                                List::of,
                                List::of,
                                event -> {},
                                request -> operator,
                                request -> true,
                                ZoneId.systemDefault(),
                                Clock.systemUTC()));
        boolean ok = true;
        try (WebServer server = new WebServer(new WebConfig(true, "127.0.0.1", 0), List.of(rest))) {
            server.start();
            HttpClient http = HttpClient.newHttpClient();
            for (Request request : requests(database)) {
                ok &= measure(database, http, server.port(), request);
            }
        }
        return ok;
    }

    private static List<Request> requests(QueueDatabase database) throws Exception {
        long total = new JobAdmin(database).counts().received();
        String job = API + "/jobs/" + total / 2;
        String search = API + "/jobs/search";
        List<Request> requests = new ArrayList<>();
        requests.add(new Request(API + "/summary", ""));
        requests.add(new Request(API + "/destinations", ""));
        requests.add(new Request(API + "/status", ""));
        requests.add(new Request(API + "/jobs", ""));
        requests.add(new Request(API + "/jobs?facts=true&limit=200", ""));
        requests.add(new Request(API + "/jobs?state=FAILED,NOT_SCORED", ""));
        requests.add(new Request(API + "/jobs?state=WAITING,RUNNING", ""));
        requests.add(new Request(API + "/jobs?after=1700000000000000-" + total / 3, ""));
        requests.add(new Request(job, ""));
        requests.add(new Request(job + "/trail", ""));
        requests.add(new Request(job + "/priors", ""));
        requests.add(new Request(search, "{}"));
        requests.add(new Request(search, "{\"patient\":\"PAT4711\"}"));
        requests.add(new Request(search, "{\"patient\":\"NOBODY\"}"));
        requests.add(new Request(search, "{\"accession\":\"ACC4711\"}"));
        requests.add(new Request(search, "{\"uid\":\"2.25.6.4711\"}"));
        requests.add(new Request(search, "{\"day\":\"" + LocalDate.now() + "\"}"));
        requests.add(new Request(search, "{\"studyDate\":\"2026-11-28\"}"));
        requests.add(new Request(search, "{\"studyDate\":\"2026-11-28\",\"states\":[\"FAILED\"]}"));
        return requests;
    }

    private static boolean measure(
            QueueDatabase database, HttpClient http, int port, Request request) throws Exception {
        List<Double> ms = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            receive(database);
            long start = System.nanoTime();
            String body = request.body();
            HttpRequest.Builder builder =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + request.path()));
            if (!body.isEmpty()) {
                builder.POST(HttpRequest.BodyPublishers.ofString(body));
            }
            HttpResponse<String> answer =
                    http.send(builder.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(request + ": " + answer.body());
            }
            ms.add((System.nanoTime() - start) / 1e6);
        }
        double first = ms.get(0);
        Collections.sort(ms);
        double median = ms.get(RUNS / 2);
        boolean ok = median < LIMIT.toMillis();
        System.out.printf(
                Locale.ROOT,
                "%-5s median %7.1f ms  first %7.1f ms  greatest %7.1f ms  %s %s%n",
                ok ? "ok" : "SLOW",
                median,
                first,
                ms.get(RUNS - 1),
                request.path().replace(API, ""),
                request.body());
        return ok;
    }

    /** Changes the table of jobs, so that no result is kept by the database. */
    private static void receive(QueueDatabase database) throws Exception {
        String uid = "2.25." + Math.abs(UUID.randomUUID().getMostSignificantBits());
        new JobQueue(database)
                .enqueue(
                        new ReceivedInstance(
                                new InstanceRef(uid, uid, "1.2.840.10008.5.1.4.1.1.1.1", uid),
                                "1.2.840.10008.1.2.1",
                                new AeTitle("CR1"),
                                new AeTitle("BRIXIA"),
                                Path.of("image"),
                                1,
                                uid,
                                Instant.now()));
    }

    private PageSpeedMain() {}
}
