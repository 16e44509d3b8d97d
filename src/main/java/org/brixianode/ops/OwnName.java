package org.brixianode.ops;

import org.brixianode.study.SafeText;

/**
 * A name that the node's configuration, model or code gives to something: never what came from a
 * peer or out of a data set. One line, at most {@value #MAX_LENGTH} characters.
 */
public record OwnName(String value) {

    private static final int MAX_LENGTH = 200;

    public OwnName {
        value = SafeText.line(value, MAX_LENGTH);
    }

    @Override
    public String toString() {
        return value;
    }
}
