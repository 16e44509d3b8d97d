package org.brixianode.web.access;

import java.util.regex.Pattern;
import org.brixianode.ops.Role;

/**
 * A user of the configuration.
 *
 * @param name as typed at the login
 */
public record User(String name, PasswordHash password, Role role) {

    /** Name of the operator where nobody logs in. */
    static final String LOCAL = "local";

    /** Name in the audit trail of a user who is not configured. */
    static final String UNKNOWN = "unknown";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

    /**
     * @throws IllegalArgumentException if the name is not valid or is reserved
     */
    public User {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name must have 1 to 64 letters, digits or . _ @ - and begin with a letter or digit");
        }
        if (name.equals(LOCAL) || name.equals(UNKNOWN)) {
            throw new IllegalArgumentException(
                    "name = " + name + " is reserved: choose another one");
        }
    }
}
