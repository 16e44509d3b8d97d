package org.brixianode.testkit;

import org.brixianode.study.ResultKind;

/** The kinds of result that scripts know by these names. */
public final class ResultKinds {

    public static final ResultKind REPORT = new ResultKind("REPORT");
    public static final ResultKind HEATMAP = new ResultKind("HEATMAP");

    private ResultKinds() {}
}
