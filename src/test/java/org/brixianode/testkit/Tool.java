package org.brixianode.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Somebody else's program: it ends within its limit or is ended, with what it has started. */
public final class Tool implements AutoCloseable {

    private static final Duration LAST_WAIT = Duration.ofSeconds(10);

    /** What it did. */
    public record Result(int exitCode, String output) {}

    private final Process process;
    private final Path log;

    private Tool(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts a server; closing it ends it. */
    public static Tool start(Map<String, String> environment, List<String> command)
            throws IOException {
        Path log = Files.createTempFile("tool", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                        .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new Tool(builder.start(), log);
    }

    public static Tool start(String... command) throws IOException {
        return start(Map.of(), List.of(command));
    }

    /**
     * Runs to the end.
     *
     * @throws IOException if it had to be ended
     */
    public static Result run(Duration limit, String... command)
            throws IOException, InterruptedException {
        try (Tool tool = start(command)) {
            if (!tool.process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(
                        command[0] + " did not end within " + limit + ":\n" + tool.output());
            }
            return new Result(tool.process.exitValue(), tool.output());
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** kill -9. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** What it has written so far; a character may be cut off at the end while it runs. */
    public String output() {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        List<ProcessHandle> children = process.descendants().toList();
        end(process.toHandle());
        children.forEach(Tool::end);
        Files.deleteIfExists(log);
    }

    /** Asks first, so that a server can put its files in order. */
    private static void end(ProcessHandle handle) {
        handle.destroy();
        if (!hasEnded(handle)) {
            handle.destroyForcibly();
            // Until then it may write into a folder that the test deletes.
            hasEnded(handle);
        }
    }

    private static boolean hasEnded(ProcessHandle handle) {
        try {
            handle.onExit().get(LAST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
