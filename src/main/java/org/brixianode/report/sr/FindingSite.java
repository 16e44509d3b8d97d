package org.brixianode.report.sr;

import org.brixianode.report.module.Codes;
import org.brixianode.study.Zone;

/** TID 1501 rows 6 to 8: finding site in the lungs. */
final class FindingSite {

    static ContentItem of(Zone zone) {
        return ContentItem.code(Codes.FINDING_SITE, Codes.LUNG)
                .hasConceptMod(
                        ContentItem.code(Codes.LATERALITY, Codes.laterality(zone.side())),
                        ContentItem.code(Codes.TOPOGRAPHICAL_MODIFIER, Codes.level(zone.level())));
    }

    static ContentItem bothLungs() {
        return ContentItem.code(Codes.FINDING_SITE, Codes.BOTH_LUNGS);
    }

    private FindingSite() {}
}
