package org.brixianode.files;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Names of one run's results, after the files they are of; no name is given twice. */
public final class ResultNames {

    /** In lower case, for file systems that know no difference. */
    private final Set<String> given = new HashSet<>();

    /** The file's name without its ending; the second of that name has -2 behind it, and so on. */
    public String of(Path file) {
        String stem = stem(file);
        String name = stem;
        for (int i = 2; !given.add(name.toLowerCase(Locale.ROOT)); i++) {
            name = stem + "-" + i;
        }
        return name;
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
