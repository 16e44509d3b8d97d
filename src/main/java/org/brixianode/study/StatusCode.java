package org.brixianode.study;

/**
 * Shows the status of a peer's response: that of a DIMSE service (PS3.7 C) or a DICOMweb Failure
 * Reason in hexadecimal digits, and that of an HTTP response as such.
 */
public final class StatusCode {

    private static final int FIRST_HTTP = 300;
    private static final int LAST_HTTP = 599;

    /** PS3.7 C.5: duplicate invocation, unrecognized operation, mistyped argument. */
    private static final int FIRST_DIMSE = 0x0210;

    private static final int LAST_DIMSE = 0x0212;

    /** As in {@code 0xA700} or {@code HTTP 503}. */
    public static String text(int code) {
        return isHttp(code) ? "HTTP " + code : "0x%04X".formatted(code & 0xFFFF);
    }

    /**
     * Whether it is the status of an HTTP response that is no success; no DIMSE service has such a
     * status.
     */
    public static boolean isHttp(int code) {
        boolean dimse = code >= FIRST_DIMSE && code <= LAST_DIMSE;
        return code >= FIRST_HTTP && code <= LAST_HTTP && !dimse;
    }

    private StatusCode() {}
}
