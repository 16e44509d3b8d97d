package org.brixianode.bsnet.data;

import java.util.List;

/** A data set has problems; all of them are named. */
public final class InvalidDataException extends Exception {

    private static final long serialVersionUID = 1L;

    private static final int SHOWN = 50;

    /**
     * @param problems one line each
     */
    public InvalidDataException(List<String> problems) {
        super(text(problems));
    }

    private static String text(List<String> problems) {
        String shown = String.join("\n  ", problems.subList(0, Math.min(SHOWN, problems.size())));
        String rest =
                problems.size() > SHOWN ? "\n  and " + (problems.size() - SHOWN) + " more" : "";
        return problems.size() + " problem(s) in the data:\n  " + shown + rest;
    }
}
