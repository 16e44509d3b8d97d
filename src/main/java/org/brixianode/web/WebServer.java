package org.brixianode.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.staticfiles.Location;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.brixianode.study.FailureText;
import org.brixianode.study.TlsProfile;
import org.brixianode.web.access.ServerTls;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server: the files of the page, and the routes that its parts add. Threads, connections,
 * the size of a request and the time that a connection may be idle are bounded; a client that sends
 * its body slowly holds no thread, and connections without a request give way to new ones.
 */
public final class WebServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    /** Folder of the class path with the files of the page. */
    private static final String PAGE = "/org/brixianode/web/page";

    private static final int MAX_THREADS = 40;
    private static final int MIN_THREADS = 4;
    private static final int MAX_CONNECTIONS = 200;

    /** While connections beyond the maximum are being closed. */
    private static final int MAX_ACCEPTED = 300;

    private static final int ACCEPT_QUEUE = 50;
    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final int MAX_HEADER_BYTES = 8 * 1024;

    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(5);

    /** How long connections without a request stay open while the server stops. */
    private static final Duration IDLE_AT_STOP = Duration.ofMillis(200);

    private final WebConfig config;
    private final List<Consumer<JavalinConfig>> parts;
    private final WaitingConnections connections = new WaitingConnections(MAX_CONNECTIONS);
    private final Javalin javalin;
    private volatile Optional<SslContextFactory.Server> ssl = Optional.empty();

    /**
     * @param parts add handlers, in this order
     */
    public WebServer(WebConfig config, List<Consumer<JavalinConfig>> parts) {
        this.config = config;
        this.parts = List.copyOf(parts);
        this.javalin = Javalin.create(this::configure);
    }

    private void configure(JavalinConfig javalinConfig) {
        javalinConfig.startup.showJavalinBanner = false;
        javalinConfig.startup.showOldJavalinVersionWarning = false;
        javalinConfig.startup.startupWatcherEnabled = false;
        javalinConfig.http.maxRequestSize = MAX_BODY_BYTES;
        javalinConfig.http.prefer405over404 = true;
        javalinConfig.http.generateEtags = false;
        javalinConfig.jetty.threadPool = threads();
        javalinConfig.jetty.modifyServer(
                server -> {
                    server.setStopTimeout(STOP.toMillis());
                    WholeBodies bodies = new WholeBodies(MAX_BODY_BYTES);
                    bodies.setHandler(connections.new Answering());
                    server.setHandler(bodies);
                });
        javalinConfig.jetty.addConnector(this::connector);
        addPage(javalinConfig);
        parts.forEach(part -> part.accept(javalinConfig));
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        threads.setName("web");
        return threads;
    }

    private Connector connector(Server server, HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        ServerConnector connector = new ServerConnector(server, 1, 1, factories(http));
        connector.setHost(config.bind());
        connector.setPort(config.port());
        connector.setIdleTimeout(IDLE.toMillis());
        connector.setShutdownIdleTimeout(IDLE_AT_STOP.toMillis());
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        connector.addBean(connections);
        server.addBean(new NetworkConnectionLimit(MAX_ACCEPTED, connector));
        try {
            connector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return connector;
    }

    private ConnectionFactory[] factories(HttpConfiguration http) {
        if (config.access().tls().isEmpty()) {
            return new ConnectionFactory[] {new HttpConnectionFactory(http)};
        }
        // The certificate may be valid for other names than the request's, as an address.
        http.addCustomizer(new SecureRequestCustomizer(false));
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(keys(config.access().tls().get()));
        tls.setKeyManagerPassword(config.access().tls().get().password());
        tls.setIncludeProtocols(TlsProfile.protocols());
        tls.setIncludeCipherSuites(suites());
        tls.setRenegotiationAllowed(false);
        ssl = Optional.of(tls);
        return new ConnectionFactory[] {
            new SslConnectionFactory(tls, HttpVersion.HTTP_1_1.asString()),
            new HttpConnectionFactory(http)
        };
    }

    private static String[] suites() {
        try {
            return TlsProfile.suites(
                    SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    private static KeyStore keys(ServerTls tls) {
        try {
            return tls.open();
        } catch (IOException e) {
            throw new IllegalStateException("web.tls: " + e.getMessage(), e);
        }
    }

    private static void addPage(JavalinConfig javalinConfig) {
        URL index = WebServer.class.getResource(PAGE + "/index.html");
        if (index != null) {
            javalinConfig.staticFiles.add(PAGE, Location.CLASSPATH);
        }
    }

    /**
     * @throws WebFailure if the port cannot be bound
     */
    public void start() throws WebFailure {
        try {
            javalin.start();
        } catch (UncheckedIOException e) {
            close();
            throw new WebFailure(
                    "web.port = %d on web.bind = %s is not available: %s. Choose another web.port, or web.enabled = false"
                            .formatted(config.port(), config.bind(), FailureText.of(e)),
                    e);
        } catch (RuntimeException e) {
            close();
            throw new WebFailure("the HTTP server cannot start: " + e.getMessage(), e);
        }
        LOG.info("web listens on {}:{}", config.bind(), port());
    }

    /**
     * Opens the key store again, for the next connection on; open ones are not affected.
     *
     * @throws IOException if it cannot be used; the one in use is kept
     */
    public void renewTls(ServerTls fresh) throws IOException {
        if (ssl.isEmpty()) {
            return;
        }
        KeyStore keys = fresh.open();
        try {
            ssl.get()
                    .reload(
                            factory -> {
                                factory.setKeyStore(keys);
                                factory.setKeyManagerPassword(fresh.password());
                            });
        } catch (Exception e) {
            throw new IOException(
                    "key store %s cannot be used: %s"
                            .formatted(fresh.keyStore(), FailureText.of(e)),
                    e);
        }
    }

    /** The port on which it listens. */
    public int port() {
        return javalin.port();
    }

    /** Closes the port and ends running requests within seconds. */
    @Override
    public void close() {
        try {
            javalin.stop();
        } catch (JavalinException e) {
            LOG.info("web: requests that did not end in {} s were ended", STOP.toSeconds());
        }
    }
}
