package org.brixianode.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.brixianode.study.FailureReason;
import org.brixianode.study.StageException;
import org.junit.jupiter.api.Test;

final class ReportsTest {

    private final Reports reports = new Reports("pacs");
    private final List<String> told = new ArrayList<>();

    @Test
    void aReportThatCanNeverGetThroughHoldsUpNoOther() throws Exception {
        reports.add(
                "first",
                () -> {
                    told.add("first");
                    throw new StageException(FailureReason.PARK, "not a text");
                });
        reports.add("second", () -> told.add("second"));
        reports.flush();
        reports.flush();
        assertThat(told).containsExactly("first", "second");
    }

    @Test
    void aReportThatMayGetThroughLaterKeepsItsPlace() throws Exception {
        reports.add(
                "first",
                () -> {
                    told.add("first");
                    if (told.size() == 1) {
                        throw new StageException(FailureReason.RETRY, "database is away");
                    }
                });
        reports.add("second", () -> told.add("second"));
        assertThatThrownBy(reports::flush).isInstanceOf(StageException.class);
        reports.flush();
        assertThat(told).containsExactly("first", "first", "second");
    }
}
