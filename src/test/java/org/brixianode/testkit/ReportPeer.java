package org.brixianode.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** Finds and runs other people's programs; names what is missing when it cannot. */
public final class ReportPeer {

    private static final long WAIT_MINUTES = 15;

    /** What a program printed and how it ended. */
    public record Output(int exitCode, String text) {}

    /**
     * A file or folder beside the checkout (system property {@code brixia.shared}).
     *
     * @throws TestAbortedException if it is absent; an AssertionError instead where the environment
     *     says BRIXIA_REQUIRE_PEERS=1
     */
    public static Path shared(String name) {
        Path path = Path.of(System.getProperty("brixia.shared", "../shared")).resolve(name);
        if (!Files.exists(path)) {
            missing("shared " + name);
        }
        return path.toAbsolutePath().normalize();
    }

    /** A program of the search path; missing ones are treated as in {@link #shared}. */
    public static Path program(String name) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> missing("the program " + name));
    }

    private static Path missing(String what) {
        String message = what + " is missing";
        if ("1".equals(System.getenv("BRIXIA_REQUIRE_PEERS"))) {
            throw new AssertionError(message);
        }
        throw new TestAbortedException(message);
    }

    /** Runs a program to its end. */
    public static Output run(Path program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String text = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (!process.waitFor(WAIT_MINUTES, TimeUnit.MINUTES)) {
                throw new IOException(program + " did not end");
            }
            return new Output(process.exitValue(), text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(program + " was interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private ReportPeer() {}
}
