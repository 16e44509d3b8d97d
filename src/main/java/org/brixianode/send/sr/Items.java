package org.brixianode.send.sr;

import java.util.List;
import java.util.Optional;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.dicom.SequenceItems;

/** Reads attributes and content items (PS3.3 C.17.3). */
final class Items {

    /** The value without surrounding spaces; empty if absent. */
    static String text(Attributes item, int tag) {
        String value = item.getString(tag);
        return value == null ? "" : value.strip();
    }

    static Optional<Attributes> first(Attributes item, int sequenceTag) {
        return SequenceItems.of(item, sequenceTag).stream().findFirst();
    }

    /** The first code of a sequence, if it is complete. */
    static Optional<SrCode> code(Attributes item, int sequenceTag) {
        return first(item, sequenceTag)
                .map(
                        code ->
                                new SrCode(
                                        text(code, Tag.CodeValue),
                                        text(code, Tag.CodingSchemeDesignator),
                                        text(code, Tag.CodeMeaning)))
                .filter(code -> !code.value().isEmpty() && !code.scheme().isEmpty());
    }

    /** HL7v2 Hierarchic Designator Macro (PS3.3 10.14). */
    static SrAuthority authority(Attributes item, int sequenceTag) {
        return first(item, sequenceTag)
                .map(
                        issuer ->
                                new SrAuthority(
                                        text(issuer, Tag.LocalNamespaceEntityID),
                                        text(issuer, Tag.UniversalEntityID),
                                        text(issuer, Tag.UniversalEntityIDType)))
                .orElse(SrAuthority.NONE);
    }

    /** The child items of a content item. */
    static List<Attributes> children(Attributes item) {
        return SequenceItems.of(item, Tag.ContentSequence);
    }

    static boolean isType(Attributes item, String valueType) {
        return text(item, Tag.ValueType).equals(valueType);
    }

    static Optional<SrCode> concept(Attributes item) {
        return code(item, Tag.ConceptNameCodeSequence);
    }

    static boolean isAbout(Attributes item, String codeValue, String scheme) {
        return concept(item).filter(code -> code.is(codeValue, scheme)).isPresent();
    }

    /** The first child about a concept. */
    static Optional<Attributes> child(Attributes item, String codeValue, String scheme) {
        return children(item).stream().filter(one -> isAbout(one, codeValue, scheme)).findFirst();
    }

    private Items() {}
}
