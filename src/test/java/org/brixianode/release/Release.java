package org.brixianode.release;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.Tool;

/**
 * The unpacked zip of {@code mvn -Prelease package}, run without this process's environment: the
 * PATH has what the launcher needs, but neither git nor Maven.
 */
final class Release {

    /** Programs of coreutils, grep and sed, which every Linux has. */
    private static final List<String> PROGRAMS =
            List.of("bash", "env", "dirname", "readlink", "sed", "grep", "cat");

    private final Path home;
    private final List<String> environment;

    private Release(Path home, List<String> environment) {
        this.home = home;
        this.environment = environment;
    }

    /**
     * Unpacks the release of this build.
     *
     * @param folder an empty one, which gets the release, a PATH and a HOME
     */
    static Release unpack(Path folder) throws IOException {
        Path zip =
                Peers.file(
                        newest().orElse(Path.of("target/brixia-node-VERSION.zip")),
                        "mvn -Prelease package");
        extract(zip, Files.createDirectories(folder.resolve("unpacked")));
        Path bin = Files.createDirectories(folder.resolve("bin"));
        for (String program : PROGRAMS) {
            Files.createSymbolicLink(bin.resolve(program), Path.of(Peers.program(program)));
        }
        Path java = Path.of(System.getProperty("java.home"));
        Path name = Path.of(zip.getFileName().toString().replaceFirst("\\.zip$", ""));
        return new Release(
                folder.resolve("unpacked").resolve(name),
                List.of(
                        "/usr/bin/env",
                        "-i",
                        "HOME=" + Files.createDirectories(folder.resolve("home")),
                        "PATH=" + bin,
                        "JAVA_HOME=" + java,
                        "BRIXIA_JAVA_OPTS=-Xmx768m -XX:TieredStopAtLevel=1"));
    }

    /** The zip that holds the JAR of this build; an older one would test something else. */
    private static Optional<Path> newest() throws IOException {
        Path jar = Path.of("target/brixia-node.jar");
        if (Files.notExists(jar)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            for (Path file :
                    files.filter(one -> one.toString().matches(".*/brixia-node-.*\\.zip"))
                            .toList()) {
                if (Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(jar))
                        >= 0) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }

    private static void extract(Path zip, Path to) throws IOException {
        URI uri = URI.create("jar:" + zip.toUri());
        try (FileSystem files =
                FileSystems.newFileSystem(uri, Map.of("enablePosixFileAttributes", true))) {
            Path root = files.getPath("/");
            Files.walkFileTree(
                    root,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path folder, BasicFileAttributes attributes) throws IOException {
                            Files.createDirectories(to.resolve(root.relativize(folder).toString()));
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                                throws IOException {
                            Path copy = to.resolve(root.relativize(file).toString());
                            Files.copy(file, copy);
                            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
                            Files.setPosixFilePermissions(copy, mode);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        }
    }

    Path home() {
        return home;
    }

    /** The command line of a program of the release, in the environment without git and Maven. */
    String[] command(String program, String... arguments) {
        List<String> command = new ArrayList<>(environment);
        command.add(home.resolve(program).toString());
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }

    /** Starts a command that runs until it is stopped. */
    Tool start(String... arguments) throws IOException {
        return Tool.start(command("bin/brixia-node", arguments));
    }

    Tool.Result run(String... arguments) throws IOException, InterruptedException {
        return Tool.run(Duration.ofMinutes(2), command("bin/brixia-node", arguments));
    }

    /** Runs a document's block of commands in the folder of the release. */
    Tool.Result shell(String commands) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(environment);
        command.addAll(List.of("bash", "-e", "-c", "cd '" + home + "'\n" + commands));
        return Tool.run(Duration.ofMinutes(3), command.toArray(String[]::new));
    }
}
