package org.brixianode.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.brixianode.ops.AlarmKind;
import org.brixianode.study.DurationText;
import org.brixianode.study.StoreFile;
import org.jspecify.annotations.Nullable;

/**
 * Validity of the certificates in use. Of a key store the certificate that expires first counts, of
 * a trust store the one that expires last, since old ones are often left in it.
 */
final class Certificates implements Condition {

    /**
     * What a store held when it was read.
     *
     * @param end end of validity
     */
    private record Read(FileTime modified, Instant begin, Instant end) {}

    /** A store and what is known of it. */
    private static final class Watched {
        private final WatchedNode.Store store;
        private @Nullable Read latest;

        private Watched(WatchedNode.Store store) {
            this.store = store;
        }
    }

    private final Supplier<List<WatchedNode.Store>> stores;
    private final Map<WatchedNode.Store, Watched> watched = new HashMap<>();
    private final Supplier<Duration> ahead;
    private final Map<String, Instant> unreadableSince = new HashMap<>();

    /**
     * @param stores those in use now
     * @param ahead how long before its end a certificate is an alarm
     */
    Certificates(Supplier<List<WatchedNode.Store>> stores, Supplier<Duration> ahead) {
        this.stores = stores;
        this.ahead = ahead;
    }

    @Override
    public List<Finding> check(Instant now) {
        List<WatchedNode.Store> inUse = stores.get();
        watched.keySet().retainAll(inUse);
        List<Finding> found = new ArrayList<>();
        for (WatchedNode.Store one : inUse) {
            check(watched.computeIfAbsent(one, Watched::new), now).ifPresent(found::add);
        }
        return found;
    }

    private Optional<Finding> check(Watched watched, Instant now) {
        WatchedNode.Store store = watched.store;
        Read read;
        try {
            read = read(watched);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            return Optional.of(
                    Finding.of(
                            AlarmKind.CERTIFICATE_EXPIRED,
                            store.name(),
                            unreadableSince.computeIfAbsent(store.name(), name -> now),
                            "%s (%s) cannot be read: check the file and its password%s"
                                    .formatted(
                                            store.name(),
                                            store.file(),
                                            store.kept()
                                                    ? ". What was read before stays in use"
                                                    : "")));
        }
        unreadableSince.remove(store.name());
        return finding(store, read, "Renew it in " + store.file(), now);
    }

    private Optional<Finding> finding(
            WatchedNode.Store store, Read used, String advice, Instant now) {
        if (now.isBefore(used.begin())) {
            return Optional.of(
                    Finding.of(
                            AlarmKind.CERTIFICATE_EXPIRED,
                            store.name(),
                            now,
                            "a certificate of %s is valid from %s only. Check the clock. %s"
                                    .formatted(store.name(), used.begin(), advice)));
        }
        if (!now.isBefore(used.end())) {
            return Optional.of(
                    Finding.of(
                            AlarmKind.CERTIFICATE_EXPIRED,
                            store.name(),
                            used.end(),
                            "a certificate of %s expired at %s: connections with TLS fail. %s"
                                    .formatted(store.name(), used.end(), advice)));
        }
        Instant from = used.end().minus(ahead.get());
        return now.isBefore(from)
                ? Optional.empty()
                : Optional.of(
                        Finding.of(
                                AlarmKind.CERTIFICATE_EXPIRES,
                                store.name(),
                                from,
                                "a certificate of %s expires in %s, at %s. %s"
                                        .formatted(
                                                store.name(),
                                                DurationText.of(Duration.between(now, used.end())),
                                                used.end(),
                                                advice)));
    }

    private static Read read(Watched watched) throws IOException, GeneralSecurityException {
        FileTime modified = Files.getLastModifiedTime(watched.store.file());
        Read known = watched.latest;
        if (known == null || !known.modified().equals(modified)) {
            known = load(watched.store, modified);
            watched.latest = known;
        }
        return known;
    }

    private static Read load(WatchedNode.Store store, FileTime modified)
            throws IOException, GeneralSecurityException {
        List<X509Certificate> found =
                new StoreFile(store.file(), store.password()).certificates(store.trust());
        if (found.isEmpty()) {
            throw new GeneralSecurityException("no certificate in " + store.file());
        }
        List<Instant> ends =
                found.stream().map(one -> one.getNotAfter().toInstant()).sorted().toList();
        List<Instant> begins =
                found.stream().map(one -> one.getNotBefore().toInstant()).sorted().toList();
        return store.trust()
                ? new Read(modified, begins.get(0), ends.get(ends.size() - 1))
                : new Read(modified, begins.get(begins.size() - 1), ends.get(0));
    }
}
