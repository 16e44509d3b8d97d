package org.brixianode.lab.data;

import java.util.List;

/** Reports all problems of a data set. */
public final class InvalidDataException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param problems one line each
     */
    public InvalidDataException(List<String> problems) {
        super(text(problems));
    }

    private static String text(List<String> problems) {
        return problems.size() + " problem(s) in the data:\n  " + String.join("\n  ", problems);
    }
}
