package org.brixianode.report.sr;

/** Value types of content items (PS3.3 Table C.17.3-7), as far as the reports use them. */
enum ValueType {
    CONTAINER,
    TEXT,
    CODE,
    NUM,
    UIDREF,
    DATE,
    TIME,
    SCOORD,
    IMAGE,
    COMPOSITE
}
