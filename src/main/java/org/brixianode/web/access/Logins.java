package org.brixianode.web.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.brixianode.ops.Events;
import org.brixianode.ops.NetworkAddress;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.TrustedName;

/**
 * Compares user names and passwords, and locks a user or an address after too many failures. An
 * unknown user gets the same answers in the same time. Where a user has logged in before, only the
 * failures at that place lock the user, so that a stranger cannot lock out somebody for ever. At
 * most {@value #MAX_CONCURRENT} passwords are compared at a time, since each takes a core, and
 * {@value #MAX_WAITING} wait, since each takes a thread. Thread-safe.
 */
final class Logins {

    private static final int MAX_CONCURRENT = 2;
    private static final int MAX_WAITING = 8;
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);
    private static final int MAX_ENTRIES = 10_000;
    private static final int MAX_NAME = 64;
    private static final int MAX_PLACES = 1000;

    /** Passwords of HTTP Basic that were right are not compared again for this time. */
    static final Duration REMEMBERED = Duration.ofMinutes(5);

    static final int MAX_REMEMBERED = 100;

    private static final int IPV6_NETWORK_BYTES = 8;

    /** What came of a login. */
    enum Outcome {
        OK,
        WRONG,
        /** Not tried, after too many failures. */
        LOCKED,
        /** Not tried: too many logins at the same time. */
        BUSY
    }

    /**
     * @param user if it was right
     * @param remaining time until the lock ends, if it is locked
     */
    record Result(Outcome outcome, Optional<User> user, Duration remaining) {

        private static Result without(Outcome outcome) {
            return new Result(outcome, Optional.empty(), Duration.ZERO);
        }
    }

    private record Remembered(User user, Instant until) {}

    private final Users users;
    private final Events events;
    private final Clock clock;
    private final LockOut byUser;
    private final LockOut byPlace;
    private final LockOut byAddress;

    /** Addresses with the users who have logged in there, the latest ones. */
    private final Set<String> places = Collections.newSetFromMap(bounded(MAX_PLACES));

    private final Semaphore waiting = new Semaphore(MAX_CONCURRENT + MAX_WAITING);
    private final Semaphore permits = new Semaphore(MAX_CONCURRENT, true);
    private final Secrets secrets = new Secrets();
    private final Map<String, Remembered> remembered = bounded(MAX_REMEMBERED);

    Logins(Users users, LockOutConfig config, Events events, Clock clock) {
        this.users = users;
        this.events = events;
        this.clock = clock;
        this.byUser = new LockOut(config.userFailures(), config.time(), MAX_ENTRIES, clock);
        this.byPlace = new LockOut(config.userFailures(), config.time(), MAX_ENTRIES, clock);
        this.byAddress = new LockOut(config.addressFailures(), config.time(), MAX_ENTRIES, clock);
    }

    private static <V> Map<String, V> bounded(int most) {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > most;
            }
        };
    }

    /** Like {@link #check}, but remembers what was right: scripts send it with each request. */
    Result checkBasic(String name, String password, InetAddress address) {
        String key = secrets.digest(name + '\0' + password);
        Optional<User> known = recall(key);
        if (known.isPresent()) {
            return new Result(Outcome.OK, known, Duration.ZERO);
        }
        Result result = check(name, password, address);
        result.user().ifPresent(user -> remember(key, user));
        return result;
    }

    private Optional<User> recall(String key) {
        synchronized (remembered) {
            Remembered found = remembered.get(key);
            if (found == null || !clock.instant().isBefore(found.until())) {
                remembered.remove(key);
                return Optional.empty();
            }
            return users.current(found.user());
        }
    }

    private void remember(String key, User user) {
        synchronized (remembered) {
            remembered.put(key, new Remembered(user, clock.instant().plus(REMEMBERED)));
        }
    }

    /** Compares a password unless the user or the address is locked. */
    Result check(String name, String password, InetAddress address) {
        if (!waiting.tryAcquire()) {
            return Result.without(Outcome.BUSY);
        }
        try {
            return checkInTurn(name, password, address);
        } finally {
            waiting.release();
        }
    }

    private Result checkInTurn(String name, String password, InetAddress address) {
        try {
            if (!permits.tryAcquire(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return Result.without(Outcome.BUSY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Result.without(Outcome.BUSY);
        }
        try {
            return checkNow(name, password, address);
        } finally {
            permits.release();
        }
    }

    private Result checkNow(String name, String password, InetAddress address) {
        String userKey = name.substring(0, Math.min(name.length(), MAX_NAME + 1));
        String addressKey = network(address);
        String place = addressKey + '\0' + userKey;
        boolean known = isKnown(place);
        LockOut lock = known ? byPlace : byUser;
        String key = known ? place : userKey;
        Optional<Duration> locked = lock.locked(key).or(() -> byAddress.locked(addressKey));
        if (locked.isPresent()) {
            return new Result(Outcome.LOCKED, Optional.empty(), locked.get());
        }
        Optional<User> user = users.verify(name, password);
        if (user.isPresent()) {
            lock.succeeded(key);
            remember(place);
            return new Result(Outcome.OK, user, Duration.ZERO);
        }
        NodeEvent.Operator who = who(name, address);
        events.publish(new NodeEvent.LoginFailed(who));
        if (lock.failed(key)) {
            events.publish(new NodeEvent.LoginLocked(who, NodeEvent.Locked.USER));
        }
        if (byAddress.failed(addressKey)) {
            events.publish(new NodeEvent.LoginLocked(who, NodeEvent.Locked.ADDRESS));
        }
        return Result.without(Outcome.WRONG);
    }

    private boolean isKnown(String place) {
        synchronized (places) {
            return places.contains(place);
        }
    }

    private void remember(String place) {
        synchronized (places) {
            places.remove(place);
            places.add(place);
        }
    }

    /** A name that is not configured is not recorded: it may be a password typed there. */
    private NodeEvent.Operator who(String name, InetAddress address) {
        String known = users.find(name).map(User::name).orElse(User.UNKNOWN);
        return new NodeEvent.Operator(new TrustedName(known), NetworkAddress.of(address));
    }

    /** The address; of IPv6 its network of 64 bits, which usually belongs to one subscriber. */
    static String network(InetAddress address) {
        return address instanceof Inet6Address
                ? Arrays.toString(Arrays.copyOf(address.getAddress(), IPV6_NETWORK_BYTES))
                : address.getHostAddress();
    }
}
