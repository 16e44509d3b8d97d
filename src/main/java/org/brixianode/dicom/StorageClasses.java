package org.brixianode.dicom;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The storage SOP classes of the standard (PS3.4 B.5 and GG.3, including retired ones) and private
 * ones of common vendors, with their names.
 */
public final class StorageClasses {

    /**
     * The Storage Service Class (PS3.4 B); a sender may declare that another class, such as a
     * private one, belongs to it (SOP Class Common Extended Negotiation, PS3.7 D.3.3.6).
     */
    public static final String SERVICE_CLASS = "1.2.840.10008.4.2";

    private static final String TABLE = "storage-classes.txt";

    private static final Map<String, String> NAMES = read();

    /** The classes of chest radiographs. */
    private static final Set<String> RADIOGRAPHS =
            Set.of(
                    SopClasses.COMPUTED_RADIOGRAPHY,
                    SopClasses.DIGITAL_XRAY_FOR_PRESENTATION,
                    SopClasses.DIGITAL_XRAY_FOR_PROCESSING);

    /** UIDs of all known storage classes. */
    public static Set<String> all() {
        return NAMES.keySet();
    }

    /** Computed Radiography and Digital X-Ray, for presentation and for processing. */
    public static Set<String> radiographs() {
        return RADIOGRAPHS;
    }

    /** Whether an object of the class can be a chest radiograph. */
    public static boolean isRadiograph(String sopClassUid) {
        return RADIOGRAPHS.contains(sopClassUid);
    }

    /** The name in the standard; the UID if the class is unknown. */
    public static String name(String sopClassUid) {
        return NAMES.getOrDefault(sopClassUid, "SOP class " + sopClassUid);
    }

    private static Map<String, String> read() {
        try (InputStream in = StorageClasses.class.getResourceAsStream(TABLE);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .collect(Collectors.toUnmodifiableMap(parts -> parts[0], parts -> parts[1]));
        } catch (IOException e) {
            throw new UncheckedIOException("the table of storage classes cannot be read", e);
        }
    }

    private StorageClasses() {}
}
