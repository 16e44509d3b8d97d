package org.brixianode.study;

/** The text of an exception. */
public final class FailureText {

    /** The exception's message; its class name if it has none. */
    public static String of(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getName() : message;
    }

    private FailureText() {}
}
