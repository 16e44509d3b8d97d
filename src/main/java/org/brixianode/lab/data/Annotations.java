package org.brixianode.lab.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.brixianode.study.Zone;

/**
 * Reads {@code annotations.csv} of a data folder: a row per image with the columns {@code image,
 * S-A .. S-F} (senior) and, where they are, {@code mask, J-A .. J-F} (junior), {@code patient} or
 * {@code source_file}. Without a patient in the table the image's file identifies the patient, else
 * the name of the source file or the image.
 */
public final class Annotations {

    /** Name of the table in a data folder. */
    public static final String FILE_NAME = "annotations.csv";

    private static final int MAX_SCORE = 3;
    private static final String SENIOR = "S-";
    private static final String JUNIOR = "J-";

    /** Markers of time and view at the end of a file's name, after the patient's part. */
    private static final Pattern MARKER =
            Pattern.compile(
                    "([-_. ]+(day[-_]?\\d+|\\d+[-_](hours|days)|prior|admission|on|pa|ap|later)"
                            + "|(?<=\\d)[a-d])$");

    private static final Pattern EXTENSION = Pattern.compile("\\.(png|jpe?g|dcm)$");

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path folder;
    private final PatientReader patients;
    private final List<BadRow> bad = new ArrayList<>();
    private final SortedSet<Long> guessed = new TreeSet<>();

    /** First row of each image. */
    private final Map<Path, Long> rows = new HashMap<>();

    private Annotations(Path folder, PatientReader patients) {
        this.folder = folder;
        this.patients = patients;
    }

    /**
     * Collects bad rows instead of refusing the table.
     *
     * @param patients used for images without a patient in the table
     * @throws InvalidDataException if there is no table, or it lacks a column or has no rows
     * @throws IOException if the table cannot be read
     */
    public static AnnotationTable table(Path folder, PatientReader patients)
            throws IOException, InvalidDataException {
        return new Annotations(folder, patients).table();
    }

    private AnnotationTable table() throws IOException, InvalidDataException {
        Path table = folder.resolve(FILE_NAME);
        if (!Files.isDirectory(folder)) {
            String what =
                    Files.exists(folder)
                            ? folder + " is not a folder"
                            : "there is no folder " + folder;
            throw new InvalidDataException(List.of(what));
        }
        if (!Files.isRegularFile(table)) {
            throw new InvalidDataException(List.of("there is no " + table));
        }
        SortedMap<Long, Annotation> good = new TreeMap<>();
        CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
        try (CSVParser parser = CSVParser.parse(text(table), format)) {
            requireColumns(table, parser.getHeaderNames());
            for (CSVRecord row : parser) {
                annotation(row).ifPresent(read -> good.put(row.getRecordNumber(), read));
            }
        } catch (UncheckedIOException | IllegalArgumentException e) {
            throw new IOException(table + " is not a table of comma-separated values: " + e, e);
        }
        if (good.isEmpty() && bad.isEmpty()) {
            throw new InvalidDataException(List.of(table + " has no rows"));
        }
        return new AnnotationTable(good, bad, guessed);
    }

    private static String text(Path table) throws IOException {
        try {
            String text = Files.readString(table);
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new IOException(table + " is not UTF-8 text", e);
        }
    }

    private static void requireColumns(Path table, List<String> header)
            throws InvalidDataException {
        List<String> missing = new ArrayList<>();
        missing.add("image");
        for (Zone zone : Zone.values()) {
            missing.add(SENIOR + zone);
        }
        missing.removeAll(header);
        for (String other : List.of(";", "\t")) {
            if (header.size() == 1 && header.get(0).contains(other)) {
                throw new InvalidDataException(
                        List.of(
                                "%s is separated by %s: save it with commas between the columns"
                                        .formatted(table, other.equals(";") ? "';'" : "tabs")));
            }
        }
        if (!missing.isEmpty()) {
            throw new InvalidDataException(
                    List.of(table + " has no column " + String.join(", ", missing)));
        }
    }

    private Optional<Annotation> annotation(CSVRecord row) {
        List<String> problems = new ArrayList<>();
        String name = value(row, "image").orElse("");
        if (name.isEmpty()) {
            problems.add("no image");
        }
        Path image = file(name, problems);
        Long first = rows.putIfAbsent(image.normalize(), row.getRecordNumber());
        if (first != null && !name.isEmpty()) {
            problems.add("the image is already in row " + first);
        }
        Optional<Path> mask = value(row, "mask").map(path -> file(path, problems));
        Map<Zone, Integer> senior = scores(row, SENIOR, problems);
        Optional<Map<Zone, Integer>> junior =
                hasJuniorScores(row)
                        ? Optional.of(scores(row, JUNIOR, problems))
                        : Optional.empty();
        if (!problems.isEmpty()) {
            bad.add(new BadRow(row.getRecordNumber(), name, problems));
            return Optional.empty();
        }
        String patient = patient(row, image).orElseGet(() -> patientByName(row, name));
        return Optional.of(new Annotation(name, image, mask, senior, junior, patient));
    }

    private static boolean hasJuniorScores(CSVRecord row) {
        return Arrays.stream(Zone.values()).anyMatch(z -> value(row, JUNIOR + z).isPresent());
    }

    private static Optional<String> value(CSVRecord row, String column) {
        return row.isMapped(column) && row.isSet(column)
                ? Optional.of(row.get(column).strip()).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    private Path file(String path, List<String> problems) {
        try {
            Path file = folder.resolve(path);
            if (!path.isEmpty() && !Files.isRegularFile(file)) {
                problems.add("there is no file " + path);
            }
            return file;
        } catch (InvalidPathException e) {
            problems.add("'" + path + "' is not a valid file name");
            return folder;
        }
    }

    /** Invalid scores are left out of the map and reported. */
    private static Map<Zone, Integer> scores(CSVRecord row, String prefix, List<String> problems) {
        Map<Zone, Integer> scores = new EnumMap<>(Zone.class);
        for (Zone zone : Zone.values()) {
            String column = prefix + zone;
            String text = value(row, column).orElse("");
            if (text.matches("[0-" + MAX_SCORE + "]")) {
                scores.put(zone, Integer.parseInt(text));
            } else {
                problems.add("%s is '%s', not a score from 0 to 3".formatted(column, text));
            }
        }
        return scores;
    }

    private Optional<String> patient(CSVRecord row, Path image) {
        return value(row, "patient").or(() -> patients.patient(image));
    }

    private String patientByName(CSVRecord row, String name) {
        guessed.add(row.getRecordNumber());
        return stem(value(row, "source_file").orElse(name));
    }

    /** A file's name without its ending and without markers of time and view. */
    static String stem(String fileName) {
        String stem = EXTENSION.matcher(fileName.toLowerCase(Locale.ROOT)).replaceFirst("");
        String shorter = MARKER.matcher(stem).replaceFirst("");
        while (!shorter.equals(stem) && shorter.length() > 3) {
            stem = shorter;
            shorter = MARKER.matcher(stem).replaceFirst("");
        }
        return stem;
    }
}
