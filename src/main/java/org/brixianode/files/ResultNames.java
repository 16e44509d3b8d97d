package org.brixianode.files;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Derives unique names of results from the names of the image files. */
public final class ResultNames {

    /** In lower case, for file systems that ignore case. */
    private final Set<String> used = new HashSet<>();

    /**
     * The file name without its extension; the second file of that name gets the suffix -2, and so
     * on.
     */
    public String of(Path file) {
        String stem = stem(file);
        String name = stem;
        for (int i = 2; !used.add(name.toLowerCase(Locale.ROOT)); i++) {
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
