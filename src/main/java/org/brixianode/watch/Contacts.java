package org.brixianode.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the last attempts to reach the destinations have shown. Thread-safe. */
public final class Contacts {

    /** What an attempt has shown to be wrong. */
    public enum Trouble {
        /** No connection, or no answer. */
        UNREACHABLE,
        /** It accepts the association, and then breaks off or does not answer for an object. */
        BREAKS_OFF,
        /** It rejects the association, for example because of a wrong AE title. */
        REJECTS,
        /** It refuses objects. */
        REFUSES
    }

    /**
     * Trouble with a destination.
     *
     * @param text what it answered or why it cannot be reached, without an Error Comment
     * @param since the first failure since the last success
     * @param last the last failure
     */
    public record Failure(Trouble trouble, String text, Instant since, Instant last) {

        Failure again(Trouble now, String newText, Instant at) {
            return new Failure(now, newText, now == trouble ? since : at, at);
        }
    }

    /**
     * What the last contact has shown: a test or a delivery.
     *
     * @param state name of the state, as in {@code ANSWERS}
     * @param took empty for a delivery
     */
    public record Contact(String state, String message, Instant at, Optional<Duration> took) {}

    /** The state of one destination. */
    private static final class State {
        private @Nullable Failure connection;
        private @Nullable Failure transfer;
        private @Nullable Failure objects;
        private @Nullable Contact last;
        private Instant lastContact = Instant.MIN;
        private Instant lastAccepted = Instant.MIN;

        /** Whether a success now is one after a failure to reach it, or the first contact. */
        boolean isReachedAnew() {
            return connection != null || lastContact.equals(Instant.MIN);
        }
    }

    private final Clock clock;
    private final Map<String, State> states = new ConcurrentHashMap<>();
    private volatile Consumer<String> whenReached = destination -> {};

    public Contacts(Clock clock) {
        this.clock = clock;
    }

    /**
     * Replaces what is called with the name of a destination that answers a test or accepts an
     * object, once after each time that it was not reached, and at the first contact. Called by the
     * thread that reports the contact.
     */
    public void whenReached(Consumer<String> listener) {
        whenReached = listener;
    }

    private State of(String destination) {
        return states.computeIfAbsent(destination, name -> new State());
    }

    /**
     * A destination has answered a test. That ends no trouble with objects: many a one answers
     * C-ECHO and takes nothing.
     */
    public void reached(String destination) {
        State state = of(destination);
        boolean isNews;
        synchronized (state) {
            isNews = state.isReachedAnew();
            state.connection = null;
            state.lastContact = clock.instant();
        }
        if (isNews) {
            whenReached.accept(destination);
        }
    }

    /** A destination has accepted an object. */
    public void accepted(String destination) {
        State state = of(destination);
        boolean isNews;
        synchronized (state) {
            isNews = state.isReachedAnew();
            state.connection = null;
            state.transfer = null;
            state.lastAccepted = clock.instant();
            state.lastContact = state.lastAccepted;
        }
        if (isNews) {
            whenReached.accept(destination);
        }
    }

    /** An attempt to reach a destination, or to have it take an object, has failed. */
    public void failed(String destination, Trouble trouble, String text) {
        Instant now = clock.instant();
        State state = of(destination);
        synchronized (state) {
            state.lastContact = now;
            switch (trouble) {
                case REFUSES -> {
                    state.connection = null;
                    state.transfer = null;
                    state.objects = next(state.objects, trouble, text, now);
                }
                case BREAKS_OFF -> {
                    state.connection = null;
                    state.transfer = next(state.transfer, trouble, text, now);
                }
                case UNREACHABLE, REJECTS ->
                        state.connection = next(state.connection, trouble, text, now);
            }
        }
    }

    private static Failure next(@Nullable Failure known, Trouble trouble, String text, Instant at) {
        return known == null ? new Failure(trouble, text, at, at) : known.again(trouble, text, at);
    }

    /**
     * Keeps what a contact has shown, for {@link #last}.
     *
     * @param took empty for a delivery
     */
    public void show(String destination, String shown, String message, Optional<Duration> took) {
        State state = of(destination);
        synchronized (state) {
            state.last = new Contact(shown, message, clock.instant(), took);
        }
    }

    /** What the last contact with a destination has shown; empty if there was none. */
    public Optional<Contact> last(String destination) {
        State state = of(destination);
        synchronized (state) {
            return Optional.ofNullable(state.last);
        }
    }

    /** Whether a destination took no object in the last associations, although it accepted them. */
    public boolean breaksOff(String destination) {
        return transfer(destination).isPresent();
    }

    /** Why a destination took no object in the last associations, although it accepted them. */
    Optional<Failure> transfer(String destination) {
        State state = of(destination);
        synchronized (state) {
            return Optional.ofNullable(state.transfer);
        }
    }

    /** Why a destination cannot be reached; empty if it answered the last time. */
    Optional<Failure> connection(String destination) {
        State state = of(destination);
        synchronized (state) {
            return Optional.ofNullable(state.connection);
        }
    }

    /**
     * Why a destination refuses objects.
     *
     * @param quietSince a refusal before this instant is over if an object was accepted after it
     */
    Optional<Failure> refusal(String destination, Instant quietSince) {
        State state = of(destination);
        synchronized (state) {
            Failure known = state.objects;
            if (known == null) {
                return Optional.empty();
            }
            if (state.lastAccepted.isAfter(known.last()) && known.last().isBefore(quietSince)) {
                state.objects = null;
            }
            return Optional.ofNullable(state.objects);
        }
    }

    /** Forgets trouble with the objects of a destination for which nothing is left to send. */
    void forgetObjects(String destination) {
        State state = of(destination);
        synchronized (state) {
            state.objects = null;
            state.transfer = null;
        }
    }

    /** Whether there was no contact, successful or not, since an instant. */
    public boolean isQuietSince(String destination, Instant since) {
        State state = of(destination);
        synchronized (state) {
            return state.lastContact.isBefore(since);
        }
    }

    /** Whether the last attempt to reach a destination failed. */
    public boolean isUnreached(String destination) {
        return trouble(destination).isPresent();
    }

    /** Why a destination was not reached the last time. */
    public Optional<Trouble> trouble(String destination) {
        return connection(destination).map(Failure::trouble);
    }

    /** Whether the last contact failed. */
    public boolean isFailing(String destination) {
        State state = of(destination);
        synchronized (state) {
            Failure refusal = state.objects;
            return state.connection != null
                    || state.transfer != null
                    || (refusal != null && !state.lastAccepted.isAfter(refusal.last()));
        }
    }
}
