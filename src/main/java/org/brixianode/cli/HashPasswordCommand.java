package org.brixianode.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.brixianode.ops.Role;
import org.brixianode.web.access.PasswordHash;
import org.brixianode.web.access.User;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hash-password}: makes the entry of a user for the configuration. */
@Command(
        name = "hash-password",
        description = {
            "Make the entry of a user of the page for web.users in the configuration.",
            "Asks for the password, or reads one line of standard input; it is never an argument."
        })
final class HashPasswordCommand implements Callable<Integer> {

    private static final int MIN_LENGTH = 12;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "Name of the user; without it only the key password-hash is printed.")
    private Optional<String> user = Optional.empty();

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            defaultValue = "viewer",
            description = "viewer or operator. Default: ${DEFAULT-VALUE}.")
    private Role role = Role.VIEWER;

    @Option(
            names = "--cost",
            paramLabel = "N",
            defaultValue = "12",
            description =
                    "Cost of bcrypt, 10 to 14: each step doubles the time of a login. Default:"
                            + " ${DEFAULT-VALUE}.")
    private int cost = PasswordHash.DEFAULT_COST;

    @Override
    public Integer call() throws IOException {
        String hash = hash(password());
        System.out.println(
                user.isPresent()
                        ? "{ name = \"%s\", password-hash = \"%s\", role = %s }"
                                .formatted(user.get(), hash, role.name().toLowerCase(Locale.ROOT))
                        : "password-hash = \"%s\"".formatted(hash));
        return ExitCode.OK.code();
    }

    private String hash(String password) {
        if (password.length() < MIN_LENGTH) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "the password must have %d characters or more".formatted(MIN_LENGTH));
        }
        try {
            String hash = PasswordHash.of(password, cost);
            user.ifPresent(name -> new User(name, PasswordHash.parse(hash), role));
            return hash;
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private static String password() throws IOException {
        Console console = System.console();
        if (console == null) {
            String line =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                            .readLine();
            return line == null ? "" : line;
        }
        char[] first = console.readPassword("Password: ");
        char[] second = console.readPassword("The same again: ");
        if (first == null || second == null || !Arrays.equals(first, second)) {
            throw new CommandFailure(ExitCode.USAGE, "the two passwords are not the same");
        }
        return new String(first);
    }
}
