package org.brixianode.node;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.brixianode.config.ConfigSource;
import org.brixianode.config.InvalidConfigurationException;
import org.brixianode.config.LoadedConfig;
import org.brixianode.config.NodeConfig;
import org.brixianode.dicom.TlsStores;
import org.brixianode.ops.Events;
import org.brixianode.ops.NodeEvent;
import org.brixianode.receive.stow.StowConfig;
import org.brixianode.send.Destination;
import org.brixianode.send.DestinationStores;
import org.brixianode.study.FailureText;
import org.brixianode.study.FileProblem;
import org.brixianode.web.rest.Reloads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration again while the node runs, and applies the keys that take effect without
 * a restart. An invalid configuration changes nothing. Thread-safe.
 */
final class Reload implements Reloads {

    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

    /** Keys that take effect without a restart, with all below them. */
    private static final List<String> LIVE =
            List.of(
                    "destinations",
                    "dicom.accepted-callers",
                    "dicom.tls",
                    "priors",
                    "storage.disk",
                    "stow.senders",
                    "stow.tls",
                    "watch",
                    "web.tls",
                    "web.users");

    /** A timer runs at this interval from the start on. */
    private static final String AT_START = "watch.interval";

    /** Applies the live keys of a configuration. */
    interface Target {

        /**
         * @param previous whose live keys are in force
         */
        void apply(NodeConfig previous, NodeConfig now);

        /** Opens stores again whose files have changed; returns the keys above them. */
        List<String> renewStores();
    }

    private final LoadedConfig started;
    private final ConfigSource source;
    private final Supplier<? extends Target> target;
    private final Events events;
    private final Consumer<Result> outcome;
    private final Clock clock;
    private LoadedConfig applied;
    private Optional<Result> last = Optional.empty();

    /**
     * @param outcome is told of each result
     */
    Reload(
            LoadedConfig started,
            ConfigSource source,
            Supplier<? extends Target> target,
            Events events,
            Consumer<Result> outcome,
            Clock clock) {
        this.outcome = outcome;
        this.started = started;
        this.applied = started;
        this.source = source;
        this.target = target;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public synchronized Optional<Result> last() {
        return last;
    }

    @Override
    public synchronized Result reload() {
        Result result;
        try {
            result = apply(source.load());
        } catch (InvalidConfigurationException e) {
            result = refused(FailureText.of(e).replace("\n  ", " "));
        } catch (IOException e) {
            result = refused("the configuration cannot be read: " + FileProblem.text(e));
        } catch (RuntimeException e) {
            LOG.error("the configuration could not be applied; restart the node", e);
            result = refused("the configuration could not be applied; restart the node");
        }
        last = Optional.of(result);
        outcome.accept(result);
        events.publish(
                new NodeEvent.Reloaded(
                        result.accepted(), result.changed().size(), result.pending().size()));
        return result;
    }

    private Result apply(LoadedConfig fresh) throws IOException {
        checkStores(fresh.config());
        List<String> changed =
                applied.changes(fresh).stream()
                        .filter(key -> isLive(key, fresh))
                        .collect(Collectors.toCollection(ArrayList::new));
        List<String> pending =
                started.changes(fresh).stream().filter(key -> !isLive(key, fresh)).toList();
        if (!changed.isEmpty()) {
            target.get().apply(applied.config(), fresh.config());
        }
        for (String renewed : target.get().renewStores()) {
            if (changed.stream().noneMatch(key -> key.startsWith(renewed + "."))) {
                changed.add(renewed);
            }
        }
        applied = fresh;
        LOG.info("the configuration was read again: {}", text(changed, pending));
        return new Result(clock.instant(), true, changed, pending, Optional.empty());
    }

    private Result refused(String problem) {
        LOG.error(
                "the configuration was read again and is refused; the previous one stays in force: {}",
                problem);
        return new Result(clock.instant(), false, List.of(), List.of(), Optional.of(problem));
    }

    /**
     * The first user and the last one change whether there is a login at all, and TLS of a server
     * begins and ends with a start.
     */
    private boolean isLive(String key, LoadedConfig fresh) {
        if (key.startsWith("dicom.tls.") && isTls(started) != isTls(fresh)
                || key.startsWith("web.tls.") && isHttps(started) != isHttps(fresh)
                || key.startsWith("stow.tls.") && isStowTls(started) != isStowTls(fresh)) {
            return false;
        }
        if (key.equals("stow.senders")
                && (started.config().stow().isEmpty() || fresh.config().stow().isEmpty())) {
            return false;
        }
        if (key.equals("web.users") && isLocal(started) != isLocal(fresh)) {
            return false;
        }
        return !key.equals(AT_START)
                && LIVE.stream().anyMatch(live -> key.equals(live) || key.startsWith(live + "."));
    }

    private static boolean isTls(LoadedConfig config) {
        return config.config().receive().tls().isPresent();
    }

    private static boolean isStowTls(LoadedConfig config) {
        return config.config().stow().flatMap(StowConfig::tls).isPresent();
    }

    private static boolean isHttps(LoadedConfig config) {
        return config.config().web().access().tls().isPresent();
    }

    private static boolean isLocal(LoadedConfig config) {
        return config.config().web().access().isLocal();
    }

    private static String text(List<String> changed, List<String> pending) {
        List<String> parts = new ArrayList<>();
        if (!changed.isEmpty()) {
            parts.add(String.join(", ", changed) + " took effect");
        }
        if (!pending.isEmpty()) {
            parts.add(String.join(", ", pending) + " will take effect after a restart");
        }
        return parts.isEmpty() ? "nothing has changed" : String.join("; ", parts);
    }

    /** A destination whose stores cannot be opened would receive nothing. */
    private static void checkStores(NodeConfig config) throws IOException {
        if (config.receive().tls().isPresent()) {
            TlsStores.open(config.receive().tls().get());
        }
        if (config.web().access().tls().isPresent()) {
            config.web().access().tls().get().open();
        }
        if (config.stow().flatMap(StowConfig::tls).isPresent()) {
            StowConfig.Tls tls = config.stow().flatMap(StowConfig::tls).get();
            new DestinationStores(Optional.of(tls.keys()), tls.trusted()).open();
        }
        for (Destination one : config.destinations()) {
            one.stores().open();
        }
    }
}
