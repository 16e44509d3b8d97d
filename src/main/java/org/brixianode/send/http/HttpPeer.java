package org.brixianode.send.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.brixianode.send.HttpService;
import org.brixianode.send.PeerState;
import org.brixianode.study.FailureText;
import org.brixianode.study.Sha256;
import org.brixianode.study.StoreFile;
import org.brixianode.study.TlsProfile;
import org.jspecify.annotations.Nullable;

/**
 * Requests to one HTTP service over kept connections. Redirects are not followed, so that
 * credentials and objects go to no other host. Changed TLS stores are opened again for the next
 * request. A peer may close an idle connection at the moment when a request is sent over it;
 * therefore, a request over a kept connection that ends before any answer is repeated once over a
 * new one. Used by one thread at a time, except {@link #close}.
 */
public final class HttpPeer implements AutoCloseable {

    private final HttpService service;
    private final HttpTimeouts timeouts;
    private final String described;
    private @Nullable HttpClient client;
    private String stores = "";
    private boolean kept;
    private boolean closed;
    private @Nullable CompletableFuture<HttpResponse<HttpAnswer.Body>> running;

    /**
     * @param described the service as named in messages
     */
    public HttpPeer(HttpService service, HttpTimeouts timeouts, String described) {
        this.service = service;
        this.timeouts = timeouts;
        this.described = described;
    }

    /**
     * A request.
     *
     * @param path below the base URL, percent-encoded
     * @param bodyBytes length of the body
     */
    public record Call(
            String method,
            String path,
            Map<String, String> headers,
            HttpRequest.BodyPublisher body,
            long bodyBytes) {

        public Call {
            headers = Map.copyOf(headers);
        }

        /** A request without a body. */
        public static Call empty(String method, String path, Map<String, String> headers) {
            return new Call(method, path, headers, HttpRequest.BodyPublishers.noBody(), 0);
        }
    }

    /**
     * Sends a request and waits for the whole answer, for a bounded time.
     *
     * @throws HttpFailure if none came
     */
    public HttpAnswer send(Call call) throws HttpFailure, InterruptedException {
        AtomicBoolean answered = new AtomicBoolean();
        try {
            return exchange(call, answered);
        } catch (HttpFailure e) {
            if (e.state() != PeerState.ABORTED || answered.get() || !forgetKept()) {
                throw e;
            }
        }
        return exchange(call, answered);
    }

    /**
     * Takes a new connection for the next request.
     *
     * @return whether there may be a kept one
     */
    private synchronized boolean forgetKept() {
        boolean found = kept && !closed;
        client = null;
        kept = false;
        return found;
    }

    private HttpAnswer exchange(Call call, AtomicBoolean answered)
            throws HttpFailure, InterruptedException {
        Duration wait = timeouts.ofRequest(call.bodyBytes());
        CompletableFuture<HttpResponse<HttpAnswer.Body>> future = begin(call, wait, answered);
        try {
            long patienceMs = wait.plus(timeouts.response()).toMillis();
            HttpResponse<HttpAnswer.Body> response = future.get(patienceMs, TimeUnit.MILLISECONDS);
            keep();
            return new HttpAnswer(response.statusCode(), response.headers(), response.body());
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        } catch (CancellationException | TimeoutException e) {
            throw failure(e);
        } finally {
            future.cancel(true);
        }
    }

    private synchronized void keep() {
        kept = true;
    }

    private synchronized CompletableFuture<HttpResponse<HttpAnswer.Body>> begin(
            Call call, Duration wait, AtomicBoolean answered) throws HttpFailure {
        if (closed) {
            throw ownEnd(new CancellationException());
        }
        HttpRequest.Builder request =
                HttpRequest.newBuilder(service.resource(call.path()))
                        .method(call.method(), call.body())
                        .timeout(wait);
        call.headers().forEach(request::header);
        service.credentials()
                .ifPresent(one -> request.header("Authorization", one.authorization()));
        running =
                client().sendAsync(
                                request.build(),
                                head -> {
                                    answered.set(true);
                                    return new BoundedBody();
                                });
        return running;
    }

    private synchronized HttpFailure failure(Throwable failure) {
        return closed ? ownEnd(failure) : HttpFailure.of(failure, service, described);
    }

    private HttpFailure ownEnd(Throwable cause) {
        return new HttpFailure(
                PeerState.ANSWERS,
                described + ": this node closed the connection before the answer came",
                cause);
    }

    /** The client; another one after the files of the TLS stores have changed. */
    private HttpClient client() throws HttpFailure {
        String found = stores();
        if (client == null || !found.equals(stores)) {
            client = open();
            kept = false;
            stores = found;
        }
        return client;
    }

    private String stores() {
        List<String> digests = new ArrayList<>();
        Stream.of(service.stores().keys(), service.stores().trusted())
                .flatMap(Optional::stream)
                .forEach(store -> digests.add(digest(store.file())));
        return String.join(" ", digests);
    }

    private static String digest(Path file) {
        try {
            return Sha256.ofFile(file);
        } catch (IOException e) {
            return "unreadable";
        }
    }

    private HttpClient open() throws HttpFailure {
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(timeouts.connect());
        if (service.isHttps()) {
            SSLContext context = context();
            SSLParameters parameters = context.getDefaultSSLParameters();
            TlsProfile.restrict(parameters);
            builder.sslContext(context).sslParameters(parameters);
        }
        return builder.build();
    }

    private SSLContext context() throws HttpFailure {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            Optional<StoreFile> keys = service.stores().keys();
            context.init(
                    keys.isPresent() ? keys.get().keyManagers() : null,
                    StoreFile.trustManagers(service.stores().trusted()),
                    null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new HttpFailure(
                    PeerState.TLS_FAILED, described + ": TLS: " + FailureText.of(e), e);
        }
    }

    /** Ends a running request and refuses further ones. */
    @Override
    public synchronized void close() {
        closed = true;
        if (running != null) {
            running.cancel(true);
        }
    }
}
