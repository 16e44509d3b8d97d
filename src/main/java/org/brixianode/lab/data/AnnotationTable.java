package org.brixianode.lab.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The rows of {@code annotations.csv}, good and bad.
 *
 * @param good annotations by row, 1 for the first under the header
 * @param bad the others, in the table's order
 * @param guessed good rows whose patient is identified by a file's name alone; may include bad rows
 */
public record AnnotationTable(
        SortedMap<Long, Annotation> good, List<BadRow> bad, SortedSet<Long> guessed) {

    public AnnotationTable {
        good = Collections.unmodifiableSortedMap(new TreeMap<>(good));
        bad = bad.stream().sorted(Comparator.comparingLong(BadRow::row)).toList();
        guessed = Collections.unmodifiableSortedSet(new TreeSet<>(guessed));
    }

    /** How many rows there are. */
    public int rows() {
        return good.size() + bad.size();
    }

    /** Number of images whose patient is identified by a file's name alone. */
    public int patientsByFileName() {
        return (int) good.keySet().stream().filter(guessed::contains).count();
    }

    /** The annotations of the good rows. */
    public List<Annotation> usable() {
        return List.copyOf(good.values());
    }

    /**
     * The same table after reading every image: rows whose image or mask cannot be decoded are bad.
     */
    public AnnotationTable readable(PictureReader reader) {
        SortedMap<Long, Annotation> readable = new TreeMap<>();
        List<BadRow> all = new ArrayList<>(bad);
        for (Map.Entry<Long, Annotation> row : good.entrySet()) {
            Annotation annotation = row.getValue();
            List<String> reasons = new ArrayList<>();
            unreadable(annotation.image(), reader).ifPresent(reasons::add);
            annotation.mask().flatMap(mask -> unreadable(mask, reader)).ifPresent(reasons::add);
            if (reasons.isEmpty()) {
                readable.put(row.getKey(), annotation);
            } else {
                all.add(new BadRow(row.getKey(), annotation.name(), reasons));
            }
        }
        return new AnnotationTable(readable, all, guessed);
    }

    private static Optional<String> unreadable(Path picture, PictureReader reader) {
        try {
            reader.read(picture);
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            String name = String.valueOf(picture.getFileName());
            String message = e.getMessage() == null ? e.toString() : e.getMessage();
            String reason = message.replace(picture.toString(), name);
            return Optional.of(
                    reason.contains(name) ? reason : name + " cannot be read: " + reason);
        }
    }
}
