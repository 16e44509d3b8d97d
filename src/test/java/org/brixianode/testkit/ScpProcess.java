package org.brixianode.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Our SCP in a process of its own, so that it can be killed. */
public final class ScpProcess implements AutoCloseable {

    private static final String PORT = "port ";

    private final Process process;
    private final int port;

    private ScpProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Runs in the child: serves until killed, or until its parent closes its input. */
    public static void main(String[] args) throws Exception {
        Path spool = Path.of(args[0]);
        try (JournalIntake intake = new JournalIntake(Path.of(args[1]));
                TestScp scp = new TestScp(spool).start(intake)) {
            System.out.println(PORT + scp.port());
            while (System.in.read() >= 0) {
                continue;
            }
        }
    }

    public static ScpProcess start(Path spool, Path journal) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx128m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ScpProcess.class.getName(),
                                spool.toString(),
                                journal.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        while (line != null && !line.startsWith(PORT)) {
            line = out.readLine();
        }
        if (line == null) {
            process.destroyForcibly();
            throw new IOException("the SCP's process ended at its start");
        }
        return new ScpProcess(process, Integer.parseInt(line.substring(PORT.length())));
    }

    public int port() {
        return port;
    }

    /** Kills it without any warning, and waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Until it has ended it may write into a folder that the test deletes. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
