package org.brixianode.report.sr;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.brixianode.report.module.Code;
import org.brixianode.report.module.Codes;
import org.junit.jupiter.api.Test;

/** What the standard does not permit cannot be built. */
final class ContentItemTest {

    private static final ContentItem TEXT = ContentItem.text(Codes.SUMMARY, "text");

    private static void refused(Runnable construction, String named) {
        assertThatThrownBy(construction::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }

    @Test
    void onlyAContainerContains() {
        refused(() -> TEXT.contains(TEXT), "TEXT CONTAINS TEXT");
    }

    @Test
    void aContainerIsNotInferred() {
        ContentItem container = ContentItem.container(Codes.FINDINGS);
        refused(() -> container.inferredFrom(TEXT), "CONTAINER INFERRED FROM TEXT");
    }

    @Test
    void aModifierIsTextOrCode() {
        ContentItem number = ContentItem.num(Codes.ZONE_SCORE, "1", Codes.UNIT_SCORE);
        refused(() -> TEXT.hasConceptMod(number), "TEXT HAS CONCEPT MOD NUM");
    }

    @Test
    void everythingButAnImageHasAName() {
        ItemValue text = new ItemValue.Text("text");
        refused(() -> new ContentItem(Optional.empty(), text, List.of()), "without a concept");
    }

    @Test
    void valuesKeepTheFormOfTheirRepresentation() {
        refused(() -> ContentItem.text(Codes.SUMMARY, " "), "empty");
        refused(() -> ContentItem.num(Codes.ZONE_SCORE, "NaN", Codes.UNIT_SCORE), "NaN");
        refused(() -> ContentItem.num(Codes.ZONE_SCORE, "1", Codes.RIGHT), "unit");
        refused(() -> ContentItem.uidRef(Codes.TRACKING_UID, "1.2.x"), "1.2.x");
        refused(() -> ContentItem.date(Codes.STUDY_DATE, "2026-03-10"), "2026-03-10");
        refused(() -> ContentItem.time(Codes.STUDY_TIME, "10:15"), "10:15");
    }

    @Test
    void codesKeepTheirLengths() {
        refused(() -> new Code("12345678901234567", "DCM", "x"), "value");
        refused(() -> new Code("1", "", "x"), "scheme");
        refused(() -> new Code("1", "DCM", "x".repeat(65)), "meaning");
    }
}
