package org.brixianode.dicom;

/**
 * The statuses of the node's DIMSE responses (PS3.4 B.2.3, PS3.7 C) and Failure Reasons (PS3.18
 * I.2).
 */
public enum DimseStatus {
    SUCCESS(0x0000),
    /** An internal error of the node; the sender may retry (PS3.7 C.5.14). */
    PROCESSING_FAILURE(0x0110),
    /**
     * A value of the request is not acceptable, such as an unknown Transaction UID (PS3.7 C.5.11).
     */
    INVALID_ARGUMENT_VALUE(0x0115),
    /** The SOP Instance UID is missing or breaks the rules for UIDs (PS3.7 C.5.8). */
    INVALID_OBJECT_INSTANCE(0x0117),
    /** The SOP class is not the one negotiated for the presentation context (PS3.7 C.5.23). */
    SOP_CLASS_NOT_SUPPORTED(0x0122),
    /** The node does not support the operation (PS3.7 C.5.27). */
    UNRECOGNIZED_OPERATION(0x0211),
    /** Refused: out of resources. */
    OUT_OF_RESOURCES(0xA700),
    /** Error: data set does not match SOP class. */
    DATA_SET_DOES_NOT_MATCH_SOP_CLASS(0xA900),
    /** Error: cannot understand. */
    CANNOT_UNDERSTAND(0xC000),
    /** Error: cannot understand, the transfer syntax is not supported; STOW-RS (PS3.18 I.2.2). */
    TRANSFER_SYNTAX_NOT_SUPPORTED(0xC122),
    /**
     * Error: cannot understand, the object is of another study than the request says; STOW-RS. The
     * standard leaves the code to the server; dcm4chee has the same.
     */
    OTHER_STUDY(0xC409);

    private final int code;

    DimseStatus(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
