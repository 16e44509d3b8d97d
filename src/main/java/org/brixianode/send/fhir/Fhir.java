package org.brixianode.send.fhir;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.brixianode.dicom.DerivedUid;
import org.brixianode.send.sr.SrAuthority;
import org.brixianode.send.sr.SrCode;
import org.brixianode.send.sr.SrNumber;
import org.brixianode.study.SafeText;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Data types of FHIR R4 as JSON. */
final class Fhir {

    /** Identifier.system of DICOM UIDs, whose values are {@code urn:oid:} and the UID. */
    static final String UID_SYSTEM = "urn:dicom:uid";

    /** Coding.system of the node's own concepts. */
    static final String OWN_SYSTEM = "urn:oid:" + DerivedUid.of("coding-scheme", "99BRIXIA");

    private static final String DICOM = "http://dicom.nema.org/resources/ontology/DCM";

    private static final Map<String, String> SYSTEMS =
            Map.of(
                    "DCM", DICOM,
                    "SCT", "http://snomed.info/sct",
                    "LN", "http://loinc.org",
                    "UCUM", "http://unitsofmeasure.org",
                    "UMLS", "http://www.nlm.nih.gov/research/umls",
                    "99BRIXIA", OWN_SYSTEM);

    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);

    private static final int MAX_LINE = 4000;

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** A text without control characters. */
    static String line(String text) {
        return SafeText.line(text, MAX_LINE);
    }

    static String instant(OffsetDateTime at) {
        return INSTANT.format(at);
    }

    /** The value of an identifier in {@link #UID_SYSTEM}. */
    static String oid(String uid) {
        return "urn:oid:" + uid;
    }

    /** A fullUrl within the transaction, the same for every repetition. */
    static String fullUrl(String name) {
        return "urn:uuid:" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    /** Without a system if the coding scheme has no known URI. */
    static ObjectNode coding(SrCode code) {
        ObjectNode coding = object();
        Optional.ofNullable(SYSTEMS.get(code.scheme()))
                .ifPresent(system -> coding.put("system", system));
        coding.put("code", line(code.value()));
        if (!code.meaning().isEmpty()) {
            coding.put("display", line(code.meaning()));
        }
        return coding;
    }

    static ObjectNode coding(String system, String code, String display) {
        return object().put("system", system).put("code", code).put("display", display);
    }

    static ObjectNode concept(ObjectNode coding) {
        ObjectNode concept = object();
        concept.putArray("coding").add(coding);
        return concept;
    }

    static ObjectNode concept(SrCode code) {
        return concept(coding(code));
    }

    /** The number as written, so that no digit is lost or added. */
    static ObjectNode quantity(SrNumber number) {
        return object().put("value", new BigDecimal(number.value()))
                .put("unit", line(number.unit().meaning()))
                .put("system", SYSTEMS.get("UCUM"))
                .put("code", line(number.unit().value()));
    }

    /** An identifier that is a DICOM UID. */
    static ObjectNode uid(ObjectNode type, String uid) {
        ObjectNode identifier = object();
        identifier.set("type", concept(type));
        return identifier.put("system", UID_SYSTEM).put("value", oid(uid));
    }

    /** A logical reference. */
    static ObjectNode reference(String type, ObjectNode identifier) {
        ObjectNode reference = object().put("type", type);
        reference.set("identifier", identifier);
        return reference;
    }

    /** A reference to a resource of the transaction. */
    static ObjectNode reference(String fullUrl) {
        return object().put("reference", fullUrl);
    }

    /** A narrative (FHIR R4 2.4) that shows a text. */
    static ObjectNode narrative(String text) {
        String escaped =
                text.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\n", "<br/>");
        return object().put("status", "generated")
                .put("div", "<div xmlns=\"http://www.w3.org/1999/xhtml\">" + escaped + "</div>");
    }

    static ObjectNode dcm(String code, String display) {
        return coding(DICOM, code, display);
    }

    /** The URI of who assigned an identifier, if it is known as one. */
    static Optional<String> system(SrAuthority authority) {
        String universal = authority.universal();
        if (universal.isEmpty()) {
            return Optional.empty();
        }
        return switch (authority.universalType()) {
            case "ISO" ->
                    universal.matches("[0-2](\\.(0|[1-9][0-9]*))+")
                            ? Optional.of(oid(universal))
                            : Optional.empty();
            case "UUID" -> Optional.of("urn:uuid:" + universal.toLowerCase(Locale.ROOT));
            case "URI" ->
                    universal.matches("[A-Za-z][A-Za-z0-9+.-]*:[\\x21-\\x7e]+")
                            ? Optional.of(universal)
                            : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Fhir() {}
}
