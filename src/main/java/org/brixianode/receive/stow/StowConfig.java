package org.brixianode.receive.stow;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.brixianode.dicom.Problems;
import org.brixianode.study.LoopbackHost;
import org.brixianode.study.StoreFile;

/**
 * Configuration of the origin server of STOW-RS.
 *
 * @param bind address to listen on
 * @param port TCP port; 0 for any free one
 * @param path of the service, below which {@code /studies} is; empty or beginning with a slash
 * @param senders who may store
 * @param maxUploads greatest number of requests whose objects are received at once
 * @param timeouts timeouts
 * @param tls the TLS settings if the port uses TLS
 */
public record StowConfig(
        String bind,
        int port,
        String path,
        List<StowSender> senders,
        int maxUploads,
        Timeouts timeouts,
        Optional<Tls> tls) {

    private static final int MAX_PORT = 0xffff;
    private static final int MAX_UPLOADS = 100;
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)*");

    /**
     * Timeouts of a request.
     *
     * @param idle of the next byte
     * @param request of all objects of a request
     */
    public record Timeouts(Duration idle, Duration request) {

        /**
         * @throws IllegalArgumentException if a timeout is out of range
         */
        public Timeouts {
            new Problems()
                    .checkWait("idle", idle)
                    .checkWait("request", request)
                    .throwIfAny("timeouts of stow");
        }
    }

    /**
     * The stores of TLS.
     *
     * @param trusted if present, a sender needs a certificate that is trusted
     */
    public record Tls(StoreFile keys, Optional<StoreFile> trusted) {}

    /**
     * @throws IllegalArgumentException with every problem
     */
    public StowConfig {
        senders = List.copyOf(senders);
        Set<String> names = new HashSet<>();
        Set<String> digests = new HashSet<>();
        Problems problems =
                new Problems()
                        .unless(!bind.isBlank(), "bind must not be empty")
                        .unless(
                                port >= 0 && port <= MAX_PORT,
                                "port must be between 0 and 65535, not " + port)
                        .unless(
                                PATH.matcher(path).matches(),
                                "path must be like /dicom-web, without a slash at its end")
                        .unless(!senders.isEmpty(), "senders must name who may store")
                        .unless(
                                maxUploads >= 1 && maxUploads <= MAX_UPLOADS,
                                "max-uploads must be between 1 and 100, not " + maxUploads);
        for (StowSender one : senders) {
            problems.unless(names.add(one.name()), "sender '" + one.name() + "' is defined twice");
            problems.unless(
                    digests.add(one.tokenDigest()),
                    "sender '" + one.name() + "' has the token of another");
        }
        problems.throwIfAny("stow");
    }

    /**
     * What crosses a network in clear text and why, as the beginning of a sentence; empty if
     * nothing does.
     */
    public Optional<String> clearText() {
        return tls.isPresent() || LoopbackHost.isBoundBy(bind)
                ? Optional.empty()
                : Optional.of("stow.tls is not enabled: tokens and images");
    }

    /** The same with other senders and stores of TLS, as far as there is TLS. */
    public StowConfig with(StowConfig fresh) {
        return new StowConfig(
                bind,
                port,
                path,
                fresh.senders,
                maxUploads,
                timeouts,
                tls.isPresent() && fresh.tls.isPresent() ? fresh.tls : tls);
    }
}
