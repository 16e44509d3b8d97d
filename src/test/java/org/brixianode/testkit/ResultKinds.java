package org.brixianode.testkit;

import org.brixianode.study.ResultKind;

/** The kinds of result that scripts know by these names. */
public final class ResultKinds {

    public static final ResultKind REPORT = new ResultKind("REPORT");
    public static final ResultKind HEATMAP = new ResultKind("HEATMAP");

    public static final ResultKind SEGMENTATION = new ResultKind("SEGMENTATION");
    public static final ResultKind PARAMETRIC_MAP = new ResultKind("PARAMETRIC_MAP");
    public static final ResultKind PRESENTATION = new ResultKind("PRESENTATION");
    public static final ResultKind PDF = new ResultKind("PDF");
    public static final ResultKind KEY_OBJECT = new ResultKind("KEY_OBJECT");

    private ResultKinds() {}
}
