package org.brixianode.report.module;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.SpecificCharacterSet;
import org.aoju.bus.image.galaxy.data.VR;

/**
 * Corrects invalid values that were copied from the source, since a strict archive refuses an
 * object because of a single value.
 *
 * <p>Valid values keep their bytes. Values that identify the patient and the study are never
 * changed, even if invalid: with a corrected Patient ID the archive would store the result under
 * another patient than its image, and with a changed Study Instance UID in another study.
 */
final class ValidDataset {

    private static final Set<Integer> AS_THEY_CAME =
            Set.of(
                    Tag.PatientID,
                    Tag.IssuerOfPatientID,
                    Tag.StudyInstanceUID,
                    Tag.SpecificCharacterSet,
                    Tag.SOPClassUID,
                    Tag.SOPInstanceUID,
                    Tag.SeriesInstanceUID);

    /** Type 2, so empty rather than absent (PS3.3 C.7.1.1, C.7.1.3, C.7.2.1, C.7.2.3). */
    private static final Set<Integer> EMPTY_WHERE_INVALID =
            Set.of(
                    Tag.PatientName,
                    Tag.PatientBirthDate,
                    Tag.PatientSex,
                    Tag.StudyDate,
                    Tag.StudyTime,
                    Tag.ReferringPhysicianName,
                    Tag.StudyID,
                    Tag.AccessionNumber,
                    Tag.ClinicalTrialProtocolName,
                    Tag.ClinicalTrialSiteID,
                    Tag.ClinicalTrialSiteName,
                    Tag.ClinicalTrialTimePointID);

    /** VRs in which a backslash is an ordinary character (PS3.5 6.4). */
    private static final Set<VR> PARAGRAPHS = EnumSet.of(VR.ST, VR.LT, VR.UT);

    /** Corrects a complete result object in place. */
    static void mend(Attributes dataset) {
        for (int tag : dataset.tags().clone()) {
            if (dataset.getValue(tag) instanceof Sequence items) {
                mendItems(dataset, tag, items);
            } else if (!AS_THEY_CAME.contains(tag)) {
                mendValue(dataset, tag, EMPTY_WHERE_INVALID.contains(tag));
            }
        }
    }

    /** Removes items without a valid value, and sequences without items unless they are type 2. */
    private static void mendItems(Attributes owner, int tag, Sequence items) {
        boolean request = tag == Tag.ReferencedRequestSequence;
        boolean some = !items.isEmpty();
        for (Attributes item : new ArrayList<>(items)) {
            for (int nested : item.tags().clone()) {
                mendNested(item, nested, request);
            }
            if (!ValidItem.mend(tag, item)) {
                items.remove(item);
            }
        }
        if (some && items.isEmpty()) {
            owner.remove(tag);
        }
    }

    private static void mendNested(Attributes item, int tag, boolean emptyWhereInvalid) {
        if (item.getValue(tag) instanceof Sequence items) {
            boolean some = !items.isEmpty();
            mendItems(item, tag, items);
            if (emptyWhereInvalid && some && !item.contains(tag)) {
                item.setNull(tag, VR.SQ);
            }
        } else if (tag != Tag.CodeValue) {
            mendValue(item, tag, emptyWhereInvalid);
        }
    }

    private static void mendValue(Attributes owner, int tag, boolean emptyWhereInvalid) {
        VR vr = owner.getVR(tag);
        if (!vr.isStringType() || !hasText(owner, tag)) {
            return;
        }
        List<String> values = values(owner, tag, vr);
        List<String> valid = ValidValue.of(tag, vr, values);
        if (valid.equals(values)) {
            return;
        }
        if (!valid.isEmpty()) {
            String[] readable =
                    valid.stream()
                            .map(value -> value.replace('\ufffd', '?'))
                            .toArray(String[]::new);
            owner.setString(tag, vr, readable);
        } else if (emptyWhereInvalid) {
            owner.setNull(tag, vr);
        } else {
            owner.remove(tag);
        }
    }

    private static List<String> values(Attributes owner, int tag, VR vr) {
        Object value = owner.getValue(tag);
        Object decoded = value instanceof byte[] raw ? decoded(owner, vr, raw) : value;
        if (decoded instanceof String[] many) {
            return Arrays.stream(many).filter(Objects::nonNull).toList();
        }
        return List.of((String) decoded);
    }

    /** Without a declared character set, values that are not ASCII cannot be decoded. */
    private static Object decoded(Attributes owner, VR vr, byte[] raw) {
        SpecificCharacterSet set = owner.getSpecificCharacterSet();
        if (set.toCodes() != null && set.toCodes().length > 0) {
            return vr.toStrings(raw, owner.bigEndian(), set);
        }
        String text = new String(raw, StandardCharsets.US_ASCII);
        return PARAGRAPHS.contains(vr) ? text.stripTrailing() : text.strip().split("\\\\");
    }

    /**
     * Checks the bytes without decoding them, since the library would encode a decoded value
     * differently.
     */
    static boolean hasText(Attributes owner, int tag) {
        Object value = owner.getValue(tag);
        return value instanceof byte[] raw
                ? raw.length > 0
                : value instanceof String[] || value instanceof String text && !text.isEmpty();
    }

    private ValidDataset() {}
}
