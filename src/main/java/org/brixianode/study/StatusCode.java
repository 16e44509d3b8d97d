package org.brixianode.study;

/**
 * Shows the status of a peer's response: that of a DIMSE service (PS3.7 C) or a DICOMweb Failure
 * Reason in hexadecimal digits, that of an HTTP response as such, and the error of an HL7
 * acknowledgement (table 0357), which is kept above all others.
 */
public final class StatusCode {

    private static final int FIRST_HTTP = 300;
    private static final int LAST_HTTP = 599;

    /** PS3.7 C.5: duplicate invocation to resource limitation. */
    private static final int FIRST_DIMSE = 0x0210;

    private static final int LAST_DIMSE = 0x0213;

    /** DIMSE statuses have 16 bits. */
    private static final int FIRST_HL7 = 0x10000;

    private static final int MAX_HL7_ERROR = 0xffff;

    /**
     * The code of an HL7 acknowledgement that is no acceptance.
     *
     * @param error error code of table 0357; 0 if there is none
     */
    public static int hl7(int error) {
        return FIRST_HL7 + Math.min(error, MAX_HL7_ERROR);
    }

    /** Whether it is the code of an HL7 acknowledgement. */
    public static boolean isHl7(int code) {
        return code >= FIRST_HL7 && code <= FIRST_HL7 + MAX_HL7_ERROR;
    }

    /** As in {@code 0xA700}, {@code HTTP 503} or {@code HL7 207}. */
    public static String text(int code) {
        if (isHl7(code)) {
            return "HL7 " + (code - FIRST_HL7);
        }
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
