package org.brixianode.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Other people's validators of DICOM objects. */
public final class Validators {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Path JARS = Path.of("/usr/share/java");

    /** Lines with which dciodvfy (dicom3tools) calls something an error. */
    public static List<String> iodErrors(Path file) throws IOException, InterruptedException {
        Tool.Result result = Tool.run(LIMIT, Peers.program("dciodvfy"), "-new", file.toString());
        return result.output().lines().filter(line -> line.startsWith("Error")).toList();
    }

    /** What PixelMed's validator of Structured Reports says; it takes half a minute. */
    public static Tool.Result templates(Path report) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // The validator's style sheets are larger than Java's default limits.
        command.add("-Djdk.xml.xpathExprOpLimit=0");
        command.add("-Djdk.xml.xpathTotalOpLimit=0");
        command.add("-Djdk.xml.xpathExprGrpLimit=0");
        command.addAll(List.of("-cp", classPath(), "com.pixelmed.validate.DicomSRValidator"));
        command.add(report.toString());
        return Tool.run(LIMIT, command.toArray(String[]::new));
    }

    private static String classPath() throws IOException {
        Peers.file(JARS.resolve("pixelmed.jar"), "libpixelmed-java");
        try (Stream<Path> jars = Files.list(JARS)) {
            return jars.map(Path::toString)
                    .filter(
                            jar ->
                                    jar.matches(
                                            ".*/(pixelmed|slf4j-api|slf4j-nop|commons-codec"
                                                    + "|jsonp.*|javax\\.json.*)\\.jar"))
                    .reduce((a, b) -> a + ":" + b)
                    .orElseThrow();
        }
    }

    private Validators() {}
}
