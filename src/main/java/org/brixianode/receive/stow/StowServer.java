package org.brixianode.receive.stow;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.brixianode.receive.DicomFileReceiver;
import org.brixianode.receive.Refusals;
import org.brixianode.study.AeTitle;
import org.brixianode.study.FailureText;
import org.brixianode.study.StoreFile;
import org.brixianode.study.TlsProfile;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of STOW-RS, on a port of its own: uploads of any length keep no operator from the
 * page, and a network may let modalities reach this port alone. Threads, connections, headers and
 * every wait are bounded.
 */
public final class StowServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StowServer.class);

    /** Threads beside those of uploads: acceptor, selector, and short answers. */
    private static final int FURTHER_THREADS = 8;

    private static final int MAX_HEADER_BYTES = 8 << 10;
    private static final int ACCEPT_QUEUE = 50;

    /** How long connections without a request stay open while the server stops. */
    private static final Duration IDLE_AT_STOP = Duration.ofMillis(200);

    private final StowConfig config;
    private final StoreHandler handler;
    private final Server server;
    private final ServerConnector connector;
    private final Optional<SslContextFactory.Server> ssl;

    /** The configuration of the last reload. */
    private volatile StowConfig live;

    /**
     * @param title AE title of this node
     * @throws IOException if the stores of TLS cannot be used; the message names them
     */
    public StowServer(
            StowConfig config, AeTitle title, DicomFileReceiver receiver, Refusals refusals)
            throws IOException {
        this.config = config;
        this.live = config;
        this.handler =
                new StoreHandler(
                        config,
                        title,
                        new Authentication(() -> live.senders()),
                        receiver,
                        refusals);
        QueuedThreadPool threads = new QueuedThreadPool(config.maxUploads() + FURTHER_THREADS);
        threads.setName("stow");
        this.server = new Server(threads);
        this.ssl =
                config.tls().isPresent() ? Optional.of(ssl(config.tls().get())) : Optional.empty();
        this.connector = new ServerConnector(server, 1, 1, factories());
        connector.setHost(config.bind());
        connector.setPort(config.port());
        connector.setIdleTimeout(config.timeouts().idle().toMillis());
        connector.setShutdownIdleTimeout(IDLE_AT_STOP.toMillis());
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        SilentConnections connections =
                new SilentConnections(connector.getScheduler(), SilentConnections.FIRST_REQUEST);
        connector.addBean(connections);
        connector.addBean(handshakes(refusals));
        server.addConnector(connector);
        server.setHandler(
                new Handler.Wrapper(handler) {
                    @Override
                    public boolean handle(Request request, Response response, Callback callback)
                            throws Exception {
                        connections.arrived(request.getConnectionMetaData().getConnection());
                        return super.handle(request, response, callback);
                    }
                });
    }

    private ConnectionFactory[] factories() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        if (ssl.isEmpty()) {
            return new ConnectionFactory[] {new HttpConnectionFactory(http)};
        }
        // The certificate may be valid for other names than the request's, as an address.
        http.addCustomizer(new SecureRequestCustomizer(false));
        return new ConnectionFactory[] {
            new SslConnectionFactory(ssl.get(), HttpVersion.HTTP_1_1.asString()),
            new HttpConnectionFactory(http)
        };
    }

    private static SslContextFactory.Server ssl(StowConfig.Tls tls) throws IOException {
        SslContextFactory.Server factory = new SslContextFactory.Server();
        factory.setSslContext(context(tls));
        factory.setIncludeProtocols(TlsProfile.protocols());
        factory.setIncludeCipherSuites(suites());
        factory.setRenegotiationAllowed(false);
        factory.setNeedClientAuth(tls.trusted().isPresent());
        return factory;
    }

    /** Not the server's own, whose refusals do not name the certificate. */
    private static SSLContext context(StowConfig.Tls tls) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(tls.keys().keyManagers(), StoreFile.trustManagers(tls.trusted()), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up: " + FailureText.of(e), e);
        }
    }

    /** Tells of handshakes that fail. */
    private static SslHandshakeListener handshakes(Refusals refusals) {
        return new SslHandshakeListener() {
            @Override
            public void handshakeFailed(Event event, Throwable failure) {
                LOG.warn(
                        "TLS of STOW-RS with {} refused: {}",
                        event.getEndPoint().getRemoteSocketAddress(),
                        String.valueOf(failure));
                if (event.getEndPoint().getRemoteSocketAddress()
                        instanceof InetSocketAddress peer) {
                    refusals.tlsRefused(peer.getAddress());
                }
            }
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

    /**
     * @throws IOException if the port cannot be bound
     */
    public void start() throws IOException {
        try {
            server.start();
        } catch (Exception e) {
            close();
            throw new IOException(
                    "stow.port = %d on stow.bind = %s is not available: %s. Choose another stow.port, or stow.enabled = false"
                            .formatted(config.port(), config.bind(), FailureText.of(e)),
                    e);
        }
        LOG.info("STOW-RS listens on {}:{}{}/studies", config.bind(), port(), config.path());
    }

    /** Takes the senders, from the next request on. */
    public void reload(StowConfig fresh) {
        live = fresh;
    }

    /**
     * Opens the stores of TLS again, for the next connection on; open ones are not affected.
     *
     * @throws IOException if they cannot be used; those in use are kept
     */
    public void renewTls(StowConfig.Tls fresh) throws IOException {
        if (ssl.isEmpty()) {
            return;
        }
        SSLContext context = context(fresh);
        boolean needsCertificate = fresh.trusted().isPresent();
        try {
            ssl.get()
                    .reload(
                            factory -> {
                                factory.setSslContext(context);
                                ssl.get().setNeedClientAuth(needsCertificate);
                            });
        } catch (Exception e) {
            throw new IOException(
                    "key store %s cannot be used: %s"
                            .formatted(fresh.keys().file(), FailureText.of(e)),
                    e);
        }
    }

    /** The port on which it listens. */
    public int port() {
        return connector.getLocalPort();
    }

    /**
     * Refuses further uploads, lets those under way finish, and closes the port.
     *
     * @return whether they ended within the wait
     */
    public boolean stop(Duration wait) throws InterruptedException {
        boolean ended = handler.stop(wait.toMillis());
        close();
        return ended;
    }

    /** Closes the port and breaks running uploads off. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("the port of STOW-RS was not closed in order", e);
        }
    }
}
