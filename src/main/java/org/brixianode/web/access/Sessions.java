package org.brixianode.web.access;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The sessions of users who have logged in. The identifier of a session is known to its browser
 * only; the table has a digest of it. The number of sessions is bounded; when it is reached, the
 * one that was not used for the longest time ends. Thread-safe.
 */
final class Sessions {

    static final int MAX_SESSIONS = 1000;

    /** One user on several devices; a script that logs in again and again ends its own sessions. */
    static final int MAX_PER_USER = 20;

    /** A session. */
    private static final class Session {
        private final User user;
        private final Instant opened;
        private final String csrf = Secrets.random();
        private Instant used;

        Session(User user, Instant opened) {
            this.user = user;
            this.opened = opened;
            this.used = opened;
        }
    }

    /**
     * A valid session.
     *
     * @param csrf token that its changes must carry
     */
    record Found(User user, String csrf) {

        @Override
        public String toString() {
            return "Found[user=" + user.name() + "]";
        }
    }

    private final SessionConfig config;
    private final Clock clock;
    private final Secrets secrets = new Secrets();
    private final Map<String, Session> sessions = new HashMap<>();

    Sessions(SessionConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Opens a session and returns its identifier. */
    synchronized String open(User user) {
        removeEnded();
        long own = sessions.values().stream().filter(one -> isOf(one, user)).count();
        if (own >= MAX_PER_USER) {
            removeOldest(Optional.of(user));
        } else if (sessions.size() >= MAX_SESSIONS) {
            removeOldest(Optional.empty());
        }
        String id = Secrets.random();
        sessions.put(secrets.digest(id), new Session(user, clock.instant()));
        return id;
    }

    /** The session, which counts as used now; empty if there is none or it has ended. */
    synchronized Optional<Found> use(String id) {
        Optional<Session> found = valid(id);
        found.ifPresent(session -> session.used = clock.instant());
        return found.map(session -> new Found(session.user, session.csrf));
    }

    /** The user of the session; does not count as a use. */
    synchronized Optional<User> user(String id) {
        return valid(id).map(session -> session.user);
    }

    synchronized void close(String id) {
        sessions.remove(secrets.digest(id));
    }

    synchronized int size() {
        return sessions.size();
    }

    private Optional<Session> valid(String id) {
        String key = secrets.digest(id);
        Optional<Session> found = Optional.ofNullable(sessions.get(key));
        if (found.isPresent() && hasEnded(found.get())) {
            sessions.remove(key);
            return Optional.empty();
        }
        return found;
    }

    private boolean hasEnded(Session session) {
        Instant now = clock.instant();
        return !now.isBefore(session.used.plus(config.idle()))
                || !now.isBefore(session.opened.plus(config.longest()));
    }

    private void removeEnded() {
        sessions.values().removeIf(this::hasEnded);
    }

    private void removeOldest(Optional<User> of) {
        sessions.entrySet().stream()
                .filter(one -> of.isEmpty() || isOf(one.getValue(), of.get()))
                .min(Comparator.comparing(one -> one.getValue().used))
                .ifPresent(oldest -> sessions.remove(oldest.getKey()));
    }

    private static boolean isOf(Session session, User user) {
        return session.user.name().equals(user.name());
    }
}
