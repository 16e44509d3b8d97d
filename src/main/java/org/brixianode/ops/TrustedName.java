package org.brixianode.ops;

import org.brixianode.study.SafeText;

/**
 * A name from the node's configuration, model or code, never from a peer or a data set. One line of
 * at most {@value #MAX_LENGTH} characters.
 */
public record TrustedName(String value) {

    private static final int MAX_LENGTH = 200;

    public TrustedName {
        value = SafeText.line(value, MAX_LENGTH);
    }

    @Override
    public String toString() {
        return value;
    }
}
