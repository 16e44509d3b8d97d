package org.brixianode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.brixianode.config.ConfigReader;
import org.brixianode.ops.Role;
import org.brixianode.testkit.CapturedConsole;
import org.brixianode.web.access.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class HashPasswordCommandTest {

    private static final String PASSWORD = "correct horse battery";

    @RegisterExtension private final CapturedConsole console = new CapturedConsole();

    private final InputStream before = System.in;

    @AfterEach
    void restoreStandardInput() {
        System.setIn(before);
    }

    private static int run(String input, String... options) {
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        String[] args = new String[options.length + 1];
        args[0] = "hash-password";
        System.arraycopy(options, 0, args, 1, options.length);
        return Main.run(args);
    }

    @Test
    void theEntryIsAcceptedByTheConfiguration() throws Exception {
        int code = run(PASSWORD + "\n", "--user", "anna", "--role", "operator", "--cost", "10");
        assertThat(code).isZero();
        assertThat(console.out()).doesNotContain(PASSWORD).hasLineCount(1);
        User user =
                ConfigReader.read("web.users = [ " + console.out() + " ]", "test.conf")
                        .web()
                        .access()
                        .users()
                        .get(0);
        assertThat(user.name()).isEqualTo("anna");
        assertThat(user.role()).isEqualTo(Role.OPERATOR);
    }

    @Test
    void withoutAUserOnlyTheKeyIsPrinted() {
        assertThat(run(PASSWORD, "--cost", "10")).isZero();
        assertThat(console.out()).startsWith("password-hash = \"$2a$10$");
    }

    @Test
    void aBadPasswordOrNameIsRefused() {
        assertThat(run("short\n")).isEqualTo(2);
        assertThat(console.err()).contains("12 characters or more").doesNotContain("short");
        assertThat(run("x".repeat(73) + "\n")).isEqualTo(2);
        assertThat(console.err()).contains("the password has 73 bytes; bcrypt takes 72");
        assertThat(run(PASSWORD, "--cost", "31")).isEqualTo(2);
        assertThat(console.err()).contains("the cost must be 10 to 14, not 31");
        assertThat(run(PASSWORD, "--cost", "10", "--user", "a b")).isEqualTo(2);
        assertThat(run(PASSWORD, PASSWORD)).as("a password as an argument").isEqualTo(2);
    }
}
