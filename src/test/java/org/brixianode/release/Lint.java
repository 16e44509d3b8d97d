package org.brixianode.release;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.brixianode.testkit.Tool;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Other people's checks of files, which {@code bin/test --install} puts into {@code target/lint}
 * where the network allows it. A missing one aborts the test and is named; with
 * BRIXIA_REQUIRE_LINT=1 in the environment, as where the network always brings them, it fails it.
 */
final class Lint {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    static Tool.Result run(String program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(find(program)));
        command.addAll(List.of(arguments));
        return Tool.run(LIMIT, command.toArray(String[]::new));
    }

    private static String find(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        Optional<Path> found =
                Stream.concat(Stream.of("target/lint/bin"), Stream.of(path.split(":")))
                        .filter(folder -> !folder.isEmpty())
                        .map(folder -> Path.of(folder, program))
                        .filter(Files::isExecutable)
                        .findFirst();
        if (found.isEmpty()) {
            String message = "this test needs " + program + " (bin/test --install)";
            if ("1".equals(System.getenv("BRIXIA_REQUIRE_LINT"))) {
                Assertions.fail(message);
            }
            Assumptions.abort(message);
        }
        return found.orElseThrow().toAbsolutePath().toString();
    }

    private Lint() {}
}
