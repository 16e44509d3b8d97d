package org.brixianode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.brixianode.testkit.CapturedConsole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What is said to a word that is no command. */
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
final class CommandHintTest {

    @RegisterExtension private final CapturedConsole console = new CapturedConsole();

    @Test
    void aWordOfOtherProgramsNamesTheCommand() {
        assertThat(Main.run("status")).isEqualTo(ExitCode.USAGE.code());
        assertThat(console.err().strip())
                .isEqualTo("brixia-node: there is no command 'status'; use: brixia-node jobs list");
    }

    @Test
    void anyOtherWordIsRefusedAsUsual() {
        assertThat(Main.run("nonsense")).isEqualTo(ExitCode.USAGE.code());
        assertThat(console.err())
                .contains("Unmatched argument at index 0: 'nonsense'")
                .doesNotContain("there is no command");
        console.forget();
        assertThat(Main.run("jobs", "status")).isEqualTo(ExitCode.USAGE.code());
        assertThat(console.err()).contains("'status'").doesNotContain("there is no command");
    }
}
