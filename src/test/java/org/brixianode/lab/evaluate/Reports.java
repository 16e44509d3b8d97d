package org.brixianode.lab.evaluate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.brixianode.lab.data.BadRow;
import org.brixianode.study.IntervalRule;
import org.brixianode.study.ModelIdentity;

/** Made-up reports for tests. */
public final class Reports {

    public static final Bootstrap FEW = new Bootstrap(1, 40);

    private static final IntervalRule RULE = new IntervalRule(.9, 2, 138);

    public static EvaluationReport of(
            String data, List<Case> cases, List<BadRow> leftOut, EvaluationReport.Memory memory) {
        Evaluation all = new Evaluation(cases);
        return new EvaluationReport(
                new EvaluationReport.Subject(
                        new ModelIdentity("test-model", "3", "abc123"),
                        memory,
                        data,
                        Instant.parse("2024-02-03T04:05:06Z")),
                cases.size() + leftOut.size(),
                leftOut,
                Measured.of(all.onlySeen(false), Optional.of(RULE), FEW),
                Measured.of(all.onlySeen(true), Optional.of(RULE), FEW));
    }

    private Reports() {}
}
