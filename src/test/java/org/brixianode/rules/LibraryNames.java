package org.brixianode.rules;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** dcm4che's names for the DICOM library's types and members, whichever library is in use. */
final class LibraryNames {

    private static final Path TABLE = Path.of("src/build/dcm4che/names.properties");
    private static final String BUS = "org.aoju.";
    private static final String DCM4CHE = "org.dcm4che3.";

    private final Properties table;

    private LibraryNames(Properties table) {
        this.table = table;
    }

    /** Reads the table by which sources are translated. */
    static LibraryNames read() throws IOException {
        Properties table = new Properties();
        try (Reader in = Files.newBufferedReader(TABLE)) {
            table.load(in);
        }
        return new LibraryNames(table);
    }

    static boolean isLibrary(JavaClass type) {
        return type.getName().startsWith(BUS) || type.getName().startsWith(DCM4CHE);
    }

    /** The type's full name, with a dollar sign before that of a nested one. */
    String type(JavaClass type) {
        String name = type.getName();
        if (!name.startsWith(BUS)) {
            return name;
        }
        String found = translatedPackage(name);
        int simple = found.lastIndexOf('.') + 1;
        String[] nested = found.substring(simple).split("\\$", 2);
        String outer = table.getProperty("type." + nested[0], nested[0]);
        return found.substring(0, simple) + outer + (nested.length > 1 ? "$" + nested[1] : "");
    }

    private String translatedPackage(String name) {
        for (String part = name;
                part.contains(".");
                part = part.substring(0, part.lastIndexOf('.'))) {
            String translated = table.getProperty("package." + part);
            if (translated != null) {
                return translated + name.substring(part.length());
            }
        }
        return name;
    }

    String member(JavaClass owner, String name) {
        return type(owner) + "." + table.getProperty("method." + name, name);
    }

    /** A parameter's simple name; where one library counts in int and the other in long: int. */
    String parameter(JavaClass type) {
        String name = isLibrary(type) ? type(type) : type.getName();
        return type.isArray() ? parameter(type.getComponentType()) + "[]" : simple(name);
    }

    private static String simple(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        return last.equals("long") ? "int" : last;
    }
}
