package org.brixianode.bsnet.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.brixianode.study.Zone;

/**
 * Reads {@code annotations.csv} of a data folder: a row per image with the columns {@code image,
 * S-A .. S-F} (senior) and, where they are, {@code mask, J-A .. J-F} (junior), {@code patient} or
 * {@code source_file}.
 */
public final class Annotations {

    /** Name of the table in a data folder. */
    public static final String FILE_NAME = "annotations.csv";

    private static final int MAX_SCORE = 3;

    /** Markers of time and view at the end of a file's name: what is before names the patient. */
    private static final Pattern MARKER =
            Pattern.compile(
                    "([-_. ]+(day[-_]?\\d+|\\d+[-_](hours|days)|prior|admission|on|pa|ap|later)"
                            + "|(?<=\\d)[a-d])$");

    private static final Pattern EXTENSION = Pattern.compile("\\.(png|jpe?g)$");

    private final Path folder;
    private final List<String> problems = new ArrayList<>();

    private Annotations(Path folder) {
        this.folder = folder;
    }

    /**
     * @throws InvalidDataException listing every unreadable row and missing file
     * @throws IOException if the table cannot be read
     */
    public static List<Annotation> read(Path folder) throws IOException, InvalidDataException {
        return new Annotations(folder).read();
    }

    private List<Annotation> read() throws IOException, InvalidDataException {
        Path table = folder.resolve(FILE_NAME);
        if (!Files.isRegularFile(table)) {
            throw new InvalidDataException(List.of("there is no " + table));
        }
        List<Annotation> annotations = new ArrayList<>();
        CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
        try (CSVParser parser = CSVParser.parse(table, StandardCharsets.UTF_8, format)) {
            for (CSVRecord row : parser) {
                annotation(row).ifPresent(annotations::add);
            }
        }
        if (annotations.isEmpty() && problems.isEmpty()) {
            problems.add(table + " has no rows");
        }
        if (!problems.isEmpty()) {
            throw new InvalidDataException(problems);
        }
        return Collections.unmodifiableList(annotations);
    }

    private Optional<Annotation> annotation(CSVRecord row) {
        int before = problems.size();
        String name = value(row, "image").orElse("");
        if (name.isEmpty()) {
            problems.add("row " + row.getRecordNumber() + ": no image");
        }
        Path image = file(row, name);
        Optional<Path> mask = value(row, "mask").map(path -> file(row, path));
        Optional<Map<Zone, Integer>> senior = scores(row, "S-");
        Optional<Map<Zone, Integer>> junior =
                value(row, "J-A").isPresent() ? scores(row, "J-") : Optional.empty();
        if (problems.size() > before) {
            return Optional.empty();
        }
        return Optional.of(
                new Annotation(
                        name, image, mask, senior.orElseThrow(), junior, patient(row, name)));
    }

    private static Optional<String> value(CSVRecord row, String column) {
        return row.isMapped(column) && row.isSet(column)
                ? Optional.of(row.get(column).strip()).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    private Path file(CSVRecord row, String path) {
        Path file = folder.resolve(path);
        if (!path.isEmpty() && !Files.isRegularFile(file)) {
            problems.add("row " + row.getRecordNumber() + ": there is no file " + path);
        }
        return file;
    }

    private Optional<Map<Zone, Integer>> scores(CSVRecord row, String prefix) {
        Map<Zone, Integer> scores = new EnumMap<>(Zone.class);
        for (Zone zone : Zone.values()) {
            String column = prefix + zone;
            String text = value(row, column).orElse("");
            if (text.matches("[0-" + MAX_SCORE + "]")) {
                scores.put(zone, Integer.parseInt(text));
            } else {
                problems.add(
                        "row %d: %s is '%s', not a score from 0 to 3"
                                .formatted(row.getRecordNumber(), column, text));
            }
        }
        return scores.size() == Zone.values().length ? Optional.of(scores) : Optional.empty();
    }

    private static String patient(CSVRecord row, String name) {
        return value(row, "patient").orElseGet(() -> stem(value(row, "source_file").orElse(name)));
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
