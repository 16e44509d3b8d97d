package org.brixianode.study;

/** Why a destination is told to reject results that it was given earlier. */
public enum RejectionReason {
    /** Patient, study or other attributes of the image were wrong and have been corrected. */
    CORRECTED_HEADER,
    /** The image was sent again with other pixels, got another score, or is not scored now. */
    CHANGED_IMAGE
}
