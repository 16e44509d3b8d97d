package org.brixianode.study;

/** Why an image is not scored, as far as it can be told without a word of the image's own. */
public enum NotScoredCode {
    /** One of the node's own results. */
    OWN_RESULT,
    /** Of a class that holds no radiographs. */
    OTHER_OBJECT,
    /** Its header says that it is no frontal chest radiograph, or leaves out what is needed. */
    HEADER,
    /** Its pixel data is missing, cannot be decoded or shows nothing. */
    PIXEL_DATA,
    /** It cannot be read as a DICOM object. */
    DAMAGED,
    /** The model finds no plausible, upright lungs. */
    LUNGS
}
