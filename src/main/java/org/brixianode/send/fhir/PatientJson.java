package org.brixianode.send.fhir;

import java.util.Locale;
import java.util.Optional;
import org.brixianode.send.FhirDestination;
import org.brixianode.send.sr.SrPatient;
import org.brixianode.send.sr.SrPersonName;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The patient as a reference by identifier, or as a resource to create where there is none. */
final class PatientJson {

    private static final String REPRESENTATION =
            "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation";

    private final SrPatient patient;
    private final Optional<String> system;
    private final boolean create;

    PatientJson(SrPatient patient, FhirDestination to) {
        this.patient = patient;
        this.system = Fhir.system(patient.authority()).or(() -> local(patient, to));
        // Without a system, the identifiers of two persons could be equal.
        this.create = to.createPatient() && system.isPresent() && !patient.id().isEmpty();
    }

    /** The configured system is of one issuer: others may have given another person the number. */
    private static Optional<String> local(SrPatient patient, FhirDestination to) {
        return to.patientSystem()
                .filter(one -> patient.authority().universal().isEmpty())
                .filter(one -> one.issuer().equals(patient.authority().local()))
                .map(one -> one.system().toString());
    }

    /** Whether the transaction has a Patient. */
    boolean isCreated() {
        return create;
    }

    /** Within the transaction. */
    String fullUrl() {
        return Fhir.fullUrl("patient " + system.orElse("") + " " + Fhir.line(patient.id()));
    }

    String search() {
        return FhirBundle.search(system.orElse(""), Fhir.line(patient.id()));
    }

    /** To the resource of the transaction, or else a logical one. */
    ObjectNode reference() {
        ObjectNode reference =
                create ? Fhir.reference(fullUrl()) : Fhir.object().put("type", "Patient");
        if (!create && !patient.id().isEmpty()) {
            reference.set("identifier", identifier());
        }
        patient.names().stream()
                .findFirst()
                .ifPresent(name -> reference.put("display", Fhir.line(name.text())));
        return reference;
    }

    private ObjectNode identifier() {
        ObjectNode identifier = Fhir.object();
        identifier.set(
                "type",
                Fhir.concept(
                        Fhir.coding(
                                "http://terminology.hl7.org/CodeSystem/v2-0203",
                                "PI",
                                "Patient internal identifier")));
        system.ifPresent(uri -> identifier.put("system", uri));
        identifier.put("value", Fhir.line(patient.id()));
        if (!patient.authority().local().isEmpty()) {
            identifier.putObject("assigner").put("display", Fhir.line(patient.authority().local()));
        }
        return identifier;
    }

    ObjectNode resource() {
        ObjectNode resource = Fhir.object().put("resourceType", "Patient");
        resource.set(
                "text",
                Fhir.narrative(
                        patient.names().stream()
                                .map(name -> Fhir.line(name.text()))
                                .findFirst()
                                .orElseGet(() -> Fhir.line(patient.id()))));
        resource.putArray("identifier").add(identifier());
        if (!patient.names().isEmpty()) {
            ArrayNode names = resource.putArray("name");
            patient.names().forEach(name -> names.add(name(name)));
        }
        resource.put(
                "gender",
                switch (patient.sex().toUpperCase(Locale.ROOT)) {
                    case "M" -> "male";
                    case "F" -> "female";
                    case "O" -> "other";
                    default -> "unknown";
                });
        String born = patient.birthDate();
        if (born.matches("[0-9]{8}")) {
            resource.put(
                    "birthDate",
                    born.substring(0, 4) + "-" + born.substring(4, 6) + "-" + born.substring(6));
        }
        return resource;
    }

    private static ObjectNode name(SrPersonName name) {
        ObjectNode json = Fhir.object();
        json.putArray("extension")
                .addObject()
                .put("url", REPRESENTATION)
                .put(
                        "valueCode",
                        switch (name.group()) {
                            case ALPHABETIC -> "ABC";
                            case IDEOGRAPHIC -> "IDE";
                            case PHONETIC -> "SYL";
                        });
        json.put("use", "official").put("text", Fhir.line(name.text()));
        if (!name.family().isEmpty()) {
            json.put("family", Fhir.line(name.family()));
        }
        list(json, "given", name.given(), name.middle());
        list(json, "prefix", name.prefix());
        list(json, "suffix", name.suffix());
        return json;
    }

    private static void list(ObjectNode json, String key, String... values) {
        ArrayNode array = Fhir.array();
        for (String value : values) {
            if (!value.isEmpty()) {
                array.add(Fhir.line(value));
            }
        }
        if (!array.isEmpty()) {
            json.set(key, array);
        }
    }
}
