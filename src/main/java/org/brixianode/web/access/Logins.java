package org.brixianode.web.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.brixianode.ops.Events;
import org.brixianode.ops.NetworkAddress;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.TrustedName;

/**
 * Compares user names and passwords, and locks a user or an address after too many failures. An
 * unknown user gets the same answers in the same time. At most {@value #MAX_CONCURRENT} passwords
 * are compared at a time, since each takes a core. Thread-safe.
 */
final class Logins {

    private static final int MAX_CONCURRENT = 2;
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);
    private static final int MAX_ENTRIES = 10_000;
    private static final int MAX_NAME = 64;

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
    private final LockOut byAddress;
    private final Semaphore permits = new Semaphore(MAX_CONCURRENT, true);
    private final Secrets secrets = new Secrets();
    private final Map<String, Remembered> remembered =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
                    return size() > MAX_REMEMBERED;
                }
            };

    Logins(Users users, LockOutConfig config, Events events, Clock clock) {
        this.users = users;
        this.events = events;
        this.clock = clock;
        this.byUser = new LockOut(config.userFailures(), config.time(), MAX_ENTRIES, clock);
        this.byAddress = new LockOut(config.addressFailures(), config.time(), MAX_ENTRIES, clock);
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
        Optional<Duration> locked = byUser.locked(userKey).or(() -> byAddress.locked(addressKey));
        if (locked.isPresent()) {
            return new Result(Outcome.LOCKED, Optional.empty(), locked.get());
        }
        Optional<User> user = users.verify(name, password);
        if (user.isPresent()) {
            byUser.succeeded(userKey);
            return new Result(Outcome.OK, user, Duration.ZERO);
        }
        NodeEvent.Operator who = who(name, address);
        events.publish(new NodeEvent.LoginFailed(who));
        if (byUser.failed(userKey)) {
            events.publish(new NodeEvent.LoginLocked(who, NodeEvent.Locked.USER));
        }
        if (byAddress.failed(addressKey)) {
            events.publish(new NodeEvent.LoginLocked(who, NodeEvent.Locked.ADDRESS));
        }
        return Result.without(Outcome.WRONG);
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
