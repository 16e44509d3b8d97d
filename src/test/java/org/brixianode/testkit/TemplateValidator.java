package org.brixianode.testkit;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import javax.xml.transform.Source;
import javax.xml.transform.Transformer;
import javax.xml.transform.URIResolver;

/**
 * Runs PixelMed's validator of Structured Reports on several files, in a Java of its own with
 * PixelMed's jars. Its rules read the document of context groups anew for each code, because its
 * source has no name; with a name it is read once a report, in a tenth of the time.
 */
public final class TemplateValidator {

    private static final String CLASS = "com.pixelmed.validate.DicomSRValidator";

    /** Precedes what is said of a file. */
    static final String HEADER = "== ";

    /**
     * @param reports paths of reports
     */
    public static void main(String[] reports) throws Exception {
        Class<?> type = Class.forName(CLASS);
        Object validator = type.getConstructor().newInstance();
        for (Field field : type.getDeclaredFields()) {
            if (Transformer.class.isAssignableFrom(field.getType())) {
                field.setAccessible(true);
                nameSources((Transformer) field.get(validator));
            }
        }
        Method validate = type.getMethod("validate", String.class);
        for (String report : reports) {
            System.out.println(HEADER + report);
            System.out.println(validate.invoke(validator, report));
        }
    }

    private static void nameSources(Transformer transformer) {
        URIResolver theirs = transformer.getURIResolver();
        transformer.setURIResolver(
                (name, base) -> {
                    Source source = theirs.resolve(name, base);
                    source.setSystemId(name);
                    return source;
                });
    }

    private TemplateValidator() {}
}
