package org.brixianode.report.sr;

import static org.brixianode.report.sr.ValueType.CODE;
import static org.brixianode.report.sr.ValueType.COMPOSITE;
import static org.brixianode.report.sr.ValueType.CONTAINER;
import static org.brixianode.report.sr.ValueType.DATE;
import static org.brixianode.report.sr.ValueType.IMAGE;
import static org.brixianode.report.sr.ValueType.NUM;
import static org.brixianode.report.sr.ValueType.SCOORD;
import static org.brixianode.report.sr.ValueType.TEXT;
import static org.brixianode.report.sr.ValueType.TIME;
import static org.brixianode.report.sr.ValueType.UIDREF;

import java.util.EnumSet;
import java.util.Set;

/**
 * The relationship of a content item to its parent, and the value types between which it is
 * permitted in a Comprehensive SR (PS3.3 Table A.35.3-2; Table A.35.13-2 adds nothing to these).
 */
enum Relationship {
    CONTAINS("CONTAINS", EnumSet.of(CONTAINER), EnumSet.allOf(ValueType.class)),
    HAS_OBS_CONTEXT(
            "HAS OBS CONTEXT",
            EnumSet.of(CONTAINER, TEXT, CODE, NUM),
            EnumSet.of(TEXT, CODE, NUM, DATE, TIME, UIDREF, COMPOSITE)),
    HAS_ACQ_CONTEXT(
            "HAS ACQ CONTEXT",
            EnumSet.of(CONTAINER, IMAGE, COMPOSITE, NUM),
            EnumSet.of(TEXT, CODE, NUM, DATE, TIME, UIDREF, CONTAINER)),
    HAS_CONCEPT_MOD("HAS CONCEPT MOD", EnumSet.allOf(ValueType.class), EnumSet.of(TEXT, CODE)),
    SELECTED_FROM("SELECTED FROM", EnumSet.of(SCOORD), EnumSet.of(IMAGE)),
    HAS_PROPERTIES(
            "HAS PROPERTIES",
            EnumSet.of(TEXT, CODE, NUM),
            EnumSet.of(TEXT, CODE, NUM, DATE, TIME, UIDREF, IMAGE, COMPOSITE, CONTAINER)),
    INFERRED_FROM("INFERRED FROM", EnumSet.of(TEXT, CODE, NUM), EnumSet.allOf(ValueType.class));

    private final String term;
    private final Set<ValueType> sources;
    private final Set<ValueType> targets;

    Relationship(String term, Set<ValueType> sources, Set<ValueType> targets) {
        this.term = term;
        this.sources = sources;
        this.targets = targets;
    }

    /** Relationship Type (0040,A010). */
    String term() {
        return term;
    }

    boolean permits(ValueType source, ValueType target) {
        return sources.contains(source) && targets.contains(target);
    }
}
