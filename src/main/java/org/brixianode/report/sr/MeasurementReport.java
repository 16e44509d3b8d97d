package org.brixianode.report.sr;

import java.util.ArrayList;
import java.util.List;
import org.brixianode.report.module.Codes;
import org.brixianode.report.module.Result;

/**
 * TID 1500 Measurement Report.
 *
 * <p>Row 4 has a value of CID 100, which validators require; the plain chest X-ray is given in TID
 * 1005 row 9 within the observation context.
 */
final class MeasurementReport {

    private static final String TEMPLATE = "1500";

    static ContentItem of(Result result, SrForm form, ZoneRegions regions) {
        return ContentItem.container(Codes.IMAGING_MEASUREMENT_REPORT, TEMPLATE)
                .hasConceptMod(LanguageOfContent.englishUs())
                .with(Relationship.HAS_OBS_CONTEXT, DeviceObserver.of(result.sheet().model()))
                .hasObsContext(ContentItem.code(Codes.PROCEDURE_CODE, Codes.PLAIN_CHEST_XRAY))
                .hasConceptMod(ContentItem.code(Codes.PROCEDURE_REPORTED, Codes.IMAGING_PROCEDURE))
                .contains(
                        ImageLibrary.of(result.source()),
                        measurements(result, regions),
                        QualitativeEvaluations.of(result, form));
    }

    /** Row 6: six zones, then both lungs. */
    private static ContentItem measurements(Result result, ZoneRegions regions) {
        List<ContentItem> groups = new ArrayList<>();
        result.sheet()
                .zones()
                .values()
                .forEach(score -> groups.add(MeasurementGroup.zone(result, score, regions)));
        groups.add(MeasurementGroup.global(result));
        return ContentItem.container(Codes.IMAGING_MEASUREMENTS)
                .with(Relationship.CONTAINS, groups);
    }

    private MeasurementReport() {}
}
