package org.brixianode.study;

/** What a failure says of itself. */
public final class FailureText {

    /** The failure's message; its class where it has none. */
    public static String of(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getName() : message;
    }

    private FailureText() {}
}
