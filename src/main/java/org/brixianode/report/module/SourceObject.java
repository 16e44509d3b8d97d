package org.brixianode.report.module;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.dicom.RawValues;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.study.InstanceRef;

/**
 * The header of the scored image, as stored in the archive.
 *
 * <p>Values are copied as bytes. Values that violate their VR are corrected at the end, except
 * those that identify patient and study ({@link ValidDataset}). Reading values does not change the
 * header.
 */
public final class SourceObject {

    /** Largest even length in 16 bits, for a short explicit VR (PS3.5 7.1.2). */
    private static final int MAX_VALUE_BYTES = 0xFFFE;

    private static final int HOUR_AND_MINUTE = 4;
    private static final int OFFSET_LENGTH = 5;
    private static final int MAX_ITEMS = 64;
    private static final int MAX_DEPTH = 4;

    /**
     * Transfer syntaxes that are always lossy; JPEG 2000 (...4.91) may be reversible, so that its
     * flag decides.
     */
    private static final Set<String> LOSSY =
            Set.of(
                    TransferSyntaxes.JPEG_BASELINE,
                    TransferSyntaxes.JPEG_EXTENDED,
                    TransferSyntaxes.JPEG_LS_NEAR_LOSSLESS);

    private final InstanceRef ref;
    private final String transferSyntaxUid;
    private final Attributes header;

    /**
     * @param ref the object's UIDs
     * @param transferSyntaxUid the transfer syntax in which it was received
     * @param header its data set as read from the file, without pixel data
     */
    public SourceObject(InstanceRef ref, String transferSyntaxUid, Attributes header) {
        this.ref = ref;
        this.transferSyntaxUid = transferSyntaxUid;
        this.header = header;
    }

    public InstanceRef ref() {
        return ref;
    }

    /** The first value, decoded and trimmed; empty if there is none. */
    public Optional<String> text(int tag) {
        return value(tag, 0);
    }

    /**
     * One component of a multi-valued attribute.
     *
     * @param index from 0
     */
    public Optional<String> value(int tag, int index) {
        return rawValue(header, tag)
                .map(raw -> decode(header, tag, raw))
                .filter(values -> index < values.length && values[index] != null)
                .map(values -> values[index].strip())
                .filter(value -> !value.isEmpty());
    }

    /** All values of an attribute, trimmed; empty values are empty texts. */
    List<String> values(int tag) {
        return rawValue(header, tag).map(raw -> decode(header, tag, raw)).stream()
                .flatMap(Arrays::stream)
                .map(value -> value == null ? "" : value.strip())
                .toList();
    }

    /**
     * The offset of the source's dates and times: Timezone Offset From UTC (0008,0201), or else the
     * offset of Acquisition DateTime (0008,002A), unless Acquisition Time (0008,0032) shows that
     * the other times have another one.
     */
    public Optional<String> offsetFromUtc() {
        return text(Tag.TimezoneOffsetFromUTC).or(this::acquisitionOffset);
    }

    private Optional<String> acquisitionOffset() {
        Optional<String> minute =
                text(Tag.AcquisitionTime)
                        .flatMap(DateTimeText::time)
                        .filter(time -> time.length() >= HOUR_AND_MINUTE)
                        .map(time -> time.substring(0, HOUR_AND_MINUTE));
        return text(Tag.AcquisitionDateTime)
                .filter(time -> time.matches("\\d{12}[\\d.]*[+-]\\d{4}"))
                .filter(time -> minute.map(time.substring(8, 12)::equals).orElse(true))
                .map(time -> time.substring(time.length() - OFFSET_LENGTH));
    }

    private static String[] decode(Attributes owner, int tag, byte[] raw) {
        VR vr = owner.getVR(tag);
        if (!vr.isStringType()) {
            return new String[0];
        }
        Object strings = vr.toStrings(raw, false, owner.getSpecificCharacterSet());
        return strings instanceof String[] many ? many : new String[] {String.valueOf(strings)};
    }

    /** An integer, for example Rows (0028,0010); empty if the value is not one. */
    public Optional<Integer> integer(int tag) {
        int value = header.getInt(tag, -1);
        return value < 0 ? Optional.empty() : Optional.of(value);
    }

    /** The items of a sequence that are not empty. */
    public List<Attributes> items(int sequenceTag) {
        return sequence(header, sequenceTag).stream()
                .flatMap(List::stream)
                .filter(item -> !item.isEmpty())
                .limit(MAX_ITEMS)
                .toList();
    }

    /** A text inside an item of this object. */
    public static Optional<String> text(Attributes item, int tag) {
        return rawValue(item, tag)
                .map(raw -> decode(item, tag, raw))
                .filter(values -> values.length > 0 && values[0] != null)
                .map(values -> values[0].strip())
                .filter(value -> !value.isEmpty());
    }

    /** Copies an attribute if the source has a value. */
    public void copy(Attributes target, int tag, VR vr) {
        rawValue(header, tag).ifPresent(raw -> target.setBytes(tag, vr, raw));
    }

    /** Copies a type 2 attribute; empty if the source has no value (PS3.5 7.4.3). */
    public void copyOrEmpty(Attributes target, int tag, VR vr) {
        target.setNull(tag, vr);
        copy(target, tag, vr);
    }

    /** Copies a sequence, with texts and nested sequences only, if the source has items. */
    public void copySequence(Attributes target, int tag) {
        sequence(header, tag).ifPresent(from -> copyItems(from, target, tag, MAX_DEPTH));
    }

    /** Copies text attributes of an item. */
    public static void copyText(Attributes from, Attributes target, int tag, VR vr) {
        rawValue(from, tag).ifPresent(raw -> target.setBytes(tag, vr, raw));
    }

    /** Copies a sequence of an item. */
    public static void copySequence(Attributes from, Attributes target, int tag) {
        sequence(from, tag).ifPresent(items -> copyItems(items, target, tag, MAX_DEPTH));
    }

    private static void copyItems(Sequence from, Attributes target, int tag, int depth) {
        if (from.isEmpty() || depth == 0) {
            return;
        }
        Sequence to = target.newSequence(tag, from.size());
        for (Attributes item : from.subList(0, Math.min(from.size(), MAX_ITEMS))) {
            Attributes copy = new Attributes();
            for (int nested : item.tags()) {
                copyNested(item, copy, nested, depth);
            }
            to.add(copy);
        }
    }

    private static void copyNested(Attributes from, Attributes target, int tag, int depth) {
        VR vr = from.getVR(tag);
        if (RawValues.isPrivate(tag)) {
            return;
        }
        if (vr == VR.SQ) {
            sequence(from, tag).ifPresent(s -> copyItems(s, target, tag, depth - 1));
        } else if (vr.isStringType()) {
            copyText(from, target, tag, vr);
        }
    }

    private static Optional<byte[]> rawValue(Attributes owner, int tag) {
        byte[] raw = RawValues.of(owner, tag);
        return raw.length > 0 && raw.length <= MAX_VALUE_BYTES
                ? Optional.of(raw)
                : Optional.empty();
    }

    private static Optional<Sequence> sequence(Attributes owner, int tag) {
        return owner.getValue(tag) instanceof Sequence sequence
                ? Optional.of(sequence)
                : Optional.empty();
    }

    /** Whether the image has been through lossy compression, by its flag or its transfer syntax. */
    public boolean lossy() {
        return text(Tag.LossyImageCompression).filter("01"::equals).isPresent()
                || LOSSY.contains(transferSyntaxUid);
    }
}
