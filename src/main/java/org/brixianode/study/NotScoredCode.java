package org.brixianode.study;

/** Why an image is not scored, without any text from the image. */
public enum NotScoredCode {
    /** One of the node's own results. */
    OWN_RESULT,
    /** An object of a SOP class that holds no radiographs. */
    OTHER_OBJECT,
    /**
     * Its header states that it is not a frontal chest radiograph, or lacks a required attribute.
     */
    HEADER,
    /** Its pixel data is missing, cannot be decoded or is uniform. */
    PIXEL_DATA,
    /** It cannot be read as a DICOM object. */
    DAMAGED,
    /** The model finds no plausible, upright lungs. */
    LUNGS
}
