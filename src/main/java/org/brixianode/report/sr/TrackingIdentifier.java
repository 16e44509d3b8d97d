package org.brixianode.report.sr;

import java.util.List;
import org.brixianode.report.module.Codes;
import org.brixianode.report.module.Tracking;

/** TID 1501 rows 2 and 3. */
final class TrackingIdentifier {

    static List<ContentItem> of(Tracking tracking) {
        return List.of(
                ContentItem.text(Codes.TRACKING_IDENTIFIER, tracking.text()),
                ContentItem.uidRef(Codes.TRACKING_UID, tracking.uid()));
    }

    private TrackingIdentifier() {}
}
