package org.brixianode.report.module;

import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;

/** Checks the required attributes of items of copied sequences. */
final class ValidItem {

    private static final int SHORT_CODE = 16;

    /** PS3.3 10.14. */
    private static final Set<String> ENTITY_ID_TYPES =
            Set.of("DNS", "EUI64", "ISO", "URI", "UUID", "X400", "X500");

    /** Sequences with one item even if nothing is known (PS3.3 C.7.6.16, C.7.6.16.2.1). */
    private static final Set<Integer> EMPTY_ITEMS =
            Set.of(Tag.SharedFunctionalGroupsSequence, Tag.PixelMeasuresSequence);

    /** Sequences of the HL7v2 Hierarchic Designator Macro (PS3.3 10.14). */
    private static final Set<Integer> DESIGNATORS =
            Set.of(
                    Tag.IssuerOfAccessionNumberSequence,
                    Tag.OrderPlacerIdentifierSequence,
                    Tag.OrderFillerIdentifierSequence,
                    Tag.AssigningFacilitySequence);

    /**
     * Corrects an item whose values are valid.
     *
     * @param sequenceTag tag of its sequence
     * @return false if the item is meaningless
     */
    static boolean mend(int sequenceTag, Attributes item) {
        if (item.contains(Tag.UniversalEntityID) || item.contains(Tag.UniversalEntityIDType)) {
            mendEntity(item);
        }
        if (item.isEmpty()) {
            return EMPTY_ITEMS.contains(sequenceTag);
        }
        if (item.contains(Tag.CodeMeaning) || item.contains(Tag.CodeValue)) {
            return isCode(item);
        }
        if (item.contains(Tag.ReferencedSOPClassUID)
                || item.contains(Tag.ReferencedSOPInstanceUID)) {
            return ValidDataset.hasText(item, Tag.ReferencedSOPClassUID)
                    && ValidDataset.hasText(item, Tag.ReferencedSOPInstanceUID);
        }
        if (sequenceTag == Tag.OtherPatientIDsSequence) {
            return isOtherId(item);
        }
        return !DESIGNATORS.contains(sequenceTag)
                || ValidDataset.hasText(item, Tag.LocalNamespaceEntityID)
                || ValidDataset.hasText(item, Tag.UniversalEntityID);
    }

    /** PS3.3 8.8: a value of more than 16 characters is a Long Code Value (0008,0119). */
    private static boolean isCode(Attributes item) {
        String value = item.getString(Tag.CodeValue, "").strip();
        if (value.length() > SHORT_CODE) {
            item.remove(Tag.CodeValue);
            item.setString(Tag.LongCodeValue, VR.UC, value);
        } else if (value.isEmpty()) {
            item.remove(Tag.CodeValue);
        }
        String any = item.getString(Tag.LongCodeValue, value);
        boolean urn = ValidDataset.hasText(item, Tag.URNCodeValue);
        if (!urn && (any.isEmpty() || !ValidDataset.hasText(item, Tag.CodingSchemeDesignator))) {
            return false;
        }
        if (!ValidDataset.hasText(item, Tag.CodeMeaning)) {
            item.setString(Tag.CodeMeaning, VR.LO, Texts.longString(urn ? "unnamed" : any));
        }
        return true;
    }

    private static boolean isOtherId(Attributes item) {
        if (!ValidDataset.hasText(item, Tag.TypeOfPatientID)) {
            item.setString(Tag.TypeOfPatientID, VR.CS, "TEXT");
        }
        return ValidDataset.hasText(item, Tag.PatientID);
    }

    private static void mendEntity(Attributes item) {
        if (!ValidDataset.hasText(item, Tag.UniversalEntityID)
                || !ENTITY_ID_TYPES.contains(item.getString(Tag.UniversalEntityIDType, ""))) {
            item.remove(Tag.UniversalEntityID);
            item.remove(Tag.UniversalEntityIDType);
        }
    }

    private ValidItem() {}
}
