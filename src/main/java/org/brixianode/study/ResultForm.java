package org.brixianode.study;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A form of a result kind, such as Comprehensive SR of the report. Forms of one kind differ in
 * their SOP class, so that kind and SOP class identify the form. The name is part of the derived
 * UIDs.
 *
 * @param kind the kind of result
 * @param name 1 to 32 capital letters, digits and underscores, a letter first
 * @param sopClassUid SOP Class UID (0008,0016)
 */
public record ResultForm(ResultKind kind, String name, String sopClassUid) {

    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,31}");

    /**
     * @throws IllegalArgumentException if the name is invalid
     */
    public ResultForm {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no form of %s: 1 to 32 of A-Z, 0-9 and _, a letter first"
                            .formatted(SafeText.line(name, 64), kind));
        }
    }

    /** Whether an object has this form. */
    public boolean isOf(OutgoingObject object) {
        return kind.equals(object.kind()) && sopClassUid.equals(object.ref().sopClassUid());
    }

    /** The name in the configuration: lower case with hyphens. */
    public String label() {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
