package org.brixianode.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /**
     * What PixelMed's validator says of Structured Reports, by report. It needs about five seconds
     * to start and one for each report.
     */
    public static Map<Path, String> templates(List<Path> reports)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // The validator's style sheets are larger than Java's default limits.
        command.add("-Djdk.xml.xpathExprOpLimit=0");
        command.add("-Djdk.xml.xpathTotalOpLimit=0");
        command.add("-Djdk.xml.xpathExprGrpLimit=0");
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", classPath(), TemplateValidator.class.getName()));
        reports.forEach(report -> command.add(report.toString()));
        Tool.Result result = Tool.run(LIMIT, command.toArray(String[]::new));
        if (result.exitCode() != 0) {
            throw new IOException(result.output());
        }
        Map<Path, String> said = new LinkedHashMap<>();
        for (Path report : reports) {
            String header = TemplateValidator.HEADER + report + "\n";
            int start = result.output().indexOf(header) + header.length();
            int end = result.output().indexOf("\n" + TemplateValidator.HEADER, start);
            said.put(
                    report,
                    result.output().substring(start, end < 0 ? result.output().length() : end));
        }
        return said;
    }

    private static String classPath() throws IOException {
        Peers.file(JARS.resolve("pixelmed.jar"), "libpixelmed-java");
        String own =
                TemplateValidator.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath();
        try (Stream<Path> jars = Files.list(JARS)) {
            return jars.map(Path::toString)
                    .filter(
                            jar ->
                                    jar.matches(
                                            ".*/(pixelmed|slf4j-api|slf4j-nop|commons-codec"
                                                    + "|jsonp.*|javax\\.json.*)\\.jar"))
                    .reduce(own, (a, b) -> a + ":" + b);
        }
    }

    private Validators() {}
}
