package org.brixianode.web.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The configured users. Can be replaced while the node runs. Thread-safe. */
final class Users {

    private record Table(Map<String, User> byName, int cost) {}

    private volatile Table table;

    Users(List<User> users) {
        this.table = table(users);
    }

    void replace(List<User> users) {
        table = table(users);
    }

    private static Table table(List<User> users) {
        return new Table(
                users.stream().collect(Collectors.toMap(User::name, Function.identity())),
                users.stream()
                        .mapToInt(user -> user.password().cost())
                        .max()
                        .orElse(PasswordHash.DEFAULT_COST));
    }

    Optional<User> find(String name) {
        return Optional.ofNullable(table.byName().get(name));
    }

    /** Whether the user still has this password; another role counts from the next request. */
    Optional<User> current(User user) {
        return find(user.name()).filter(now -> now.password().equals(user.password()));
    }

    /**
     * Compares a password. Takes the same time for every name: as long as the costliest hash.
     *
     * @return the user if the name is configured and the password is right
     */
    Optional<User> verify(String name, String password) {
        Table now = table;
        Optional<User> user = Optional.ofNullable(now.byName().get(name));
        if (user.isEmpty()) {
            DummyVerification.spend(now.cost(), password);
            return Optional.empty();
        }
        PasswordHash hash = user.get().password();
        boolean matches = hash.matches(password);
        // Cost c and then c, c + 1 ... up to the highest: each doubles the time.
        for (int cost = hash.cost(); cost < now.cost(); cost++) {
            DummyVerification.spend(cost, password);
        }
        return matches ? user : Optional.empty();
    }
}
