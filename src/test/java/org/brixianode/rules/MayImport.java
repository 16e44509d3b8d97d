package org.brixianode.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a package may import, as the "May import" line of its {@code package-info} says: names of
 * our packages, relative to the base package and without what lies below them, and names of
 * libraries. A package may always use itself, its own subpackages, the JDK without Java2D and SQL,
 * null annotations, and SLF4J; {@code study} no SLF4J.
 *
 * @param name of the package, relative to the base package
 * @param allowed patterns as ArchUnit takes them
 */
record MayImport(String name, List<String> allowed) {

    static final String BASE = "org.brixianode.";

    private static final Path SOURCES = Path.of("src/main/java/org/brixianode");

    private static final Pattern LINE =
            Pattern.compile("May import: ([^.]*(?:\\.[a-z][^.]*)*)\\.", Pattern.DOTALL);

    private static final Map<String, List<String>> LIBRARIES =
            Map.ofEntries(
                    Map.entry("the DICOM library", List.of("org.aoju..", "org.dcm4che3..")),
                    Map.entry(
                            "TensorFlow",
                            List.of("org.tensorflow..", "org.bytedeco..", "com.google.protobuf..")),
                    Map.entry("jHDF", List.of("io.jhdf..")),
                    Map.entry("the HOCON library", List.of("com.typesafe..")),
                    Map.entry("picocli", List.of("picocli..")),
                    Map.entry("Jackson", List.of("com.fasterxml..", "tools.jackson..")),
                    Map.entry("Commons CSV", List.of("org.apache.commons.csv..")),
                    Map.entry("Logback", List.of("ch.qos.logback..")),
                    Map.entry("HAPI", List.of("ca.uhn.hl7v2..")),
                    Map.entry("JDBC", List.of("java.sql..", "javax.sql..")),
                    Map.entry("HikariCP", List.of("com.zaxxer..")),
                    Map.entry("H2", List.of("org.h2..")),
                    Map.entry("PostgreSQL", List.of("org.postgresql..")),
                    Map.entry("Flyway", List.of("org.flywaydb..")),
                    Map.entry("FontBox", List.of("org.apache.fontbox..", "org.apache.pdfbox..")),
                    Map.entry(
                            "Javalin",
                            List.of(
                                    "io.javalin..",
                                    "org.eclipse.jetty..",
                                    "jakarta.servlet..",
                                    "kotlin..")),
                    Map.entry("Jetty", List.of("org.eclipse.jetty..")),
                    Map.entry("bcrypt", List.of("at.favre..")),
                    Map.entry("Micrometer", List.of("io.micrometer..", "io.prometheus..")),
                    Map.entry("Jakarta Mail", List.of("jakarta.mail..", "jakarta.activation..")),
                    Map.entry("StAX", List.of("javax.xml.stream..")),
                    Map.entry("Java2D", List.of("java.awt..", "javax.imageio..")),
                    Map.entry(
                            "image codecs",
                            List.of("com.twelvemonkeys..", "com.github.jaiimageio..")));

    /** What every package uses. */
    private static final List<String> JDK =
            List.of(
                    "java.io..",
                    "java.lang..",
                    "java.math..",
                    "java.net..",
                    "java.nio..",
                    "java.security..",
                    "java.text..",
                    "java.time..",
                    "java.util..",
                    "javax.net..",
                    "javax.crypto..",
                    "javax.security.auth..",
                    "sun.misc..",
                    "org.jspecify..");

    private static final String SLF4J = "org.slf4j..";

    static List<MayImport> all() {
        try (Stream<Path> folders = Files.walk(SOURCES)) {
            return folders.filter(Files::isDirectory)
                    .filter(folder -> !folder.equals(SOURCES))
                    .filter(MayImport::hasClasses)
                    .map(MayImport::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasClasses(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MayImport read(Path folder) {
        String name = SOURCES.relativize(folder).toString().replace('/', '.');
        String text;
        try {
            text = Files.readString(folder.resolve("package-info.java"));
        } catch (IOException e) {
            throw new UncheckedIOException(name + " has no package-info", e);
        }
        Matcher line = LINE.matcher(text.replaceAll("\\s*\\n \\*\\s*", " "));
        if (!line.find()) {
            throw new AssertionError(name + ": package-info has no 'May import' line");
        }
        return new MayImport(name, allowed(name, line.group(1)));
    }

    private static List<String> allowed(String name, String line) {
        List<String> allowed = new ArrayList<>(JDK);
        allowed.add(BASE + name + "..");
        if (!line.equals("the JDK only")) {
            allowed.add(SLF4J);
            for (String word : line.split(", (?:and )?")) {
                allowed.addAll(patterns(name, word));
            }
        }
        return List.copyOf(allowed);
    }

    private static List<String> patterns(String name, String word) {
        if (word.equals("everything")) {
            return List.of("*..");
        }
        if (LIBRARIES.containsKey(word)) {
            return LIBRARIES.get(word);
        }
        if (Files.isRegularFile(SOURCES.resolve(word.replace('.', '/') + "/package-info.java"))) {
            return List.of(BASE + word);
        }
        throw new AssertionError(
                "%s: '%s' on the 'May import' line is neither a package nor a known library"
                        .formatted(name, word));
    }
}
