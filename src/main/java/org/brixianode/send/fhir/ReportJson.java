package org.brixianode.send.fhir;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.brixianode.send.FhirDestination;
import org.brixianode.send.sr.SrCode;
import org.brixianode.send.sr.SrDevice;
import org.brixianode.send.sr.SrGroup;
import org.brixianode.send.sr.SrReport;
import org.brixianode.send.sr.SrRequest;
import org.brixianode.send.sr.SrText;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** DiagnosticReport, Observations and Device of a Structured Report (FHIR R4). */
final class ReportJson {

    private static final String ID_TYPES =
            "http://hl7.org/fhir/uv/dicom-sr/CodeSystem/dicom-identifier-type";
    private static final ObjectNode OBSERVATION_UID =
            Fhir.coding(ID_TYPES, "observation-uid", "Observation UID");
    private static final ObjectNode SOP_INSTANCE_UID =
            Fhir.coding(ID_TYPES, "sop-instance-uid", "SOP Instance UID");
    private static final ObjectNode STUDY_UID = Fhir.dcm("110180", "Study Instance UID");
    private static final ObjectNode TRACKING_UID = Fhir.dcm("112040", "Tracking Unique Identifier");
    private static final ObjectNode MEASUREMENT_GROUP = Fhir.dcm("125007", "Measurement Group");
    private static final ObjectNode ACCESSION =
            Fhir.coding("http://terminology.hl7.org/CodeSystem/v2-0203", "ACSN", "Accession ID");
    private static final ObjectNode IMAGING =
            Fhir.coding(
                    "http://terminology.hl7.org/CodeSystem/observation-category",
                    "imaging",
                    "Imaging");
    private static final ObjectNode RADIOLOGY =
            Fhir.coding("http://terminology.hl7.org/CodeSystem/v2-0074", "RAD", "Radiology");
    private static final String SUMMARY = "121111";
    private static final String INTENDED_USE = "USE";

    private final SrReport report;
    private final FhirDestination to;
    private final ObjectNode subject;
    private final String status;

    /**
     * @param subject reference to the patient
     * @param status of report and observations
     */
    ReportJson(SrReport report, FhirDestination to, ObjectNode subject, String status) {
        this.report = report;
        this.to = to;
        this.subject = subject;
        this.status = status;
    }

    String deviceUrl() {
        return Fhir.fullUrl("device " + report.device().uid());
    }

    String observationUrl(SrGroup group) {
        return Fhir.fullUrl(FhirBundle.observationUid(report, group));
    }

    /** The node with its model; another model is another device. */
    ObjectNode device() {
        SrDevice device = report.device();
        ObjectNode resource = Fhir.object().put("resourceType", "Device");
        resource.set("text", Fhir.narrative(method()));
        resource.putArray("identifier")
                .add(Fhir.uid(Fhir.dcm("121012", "Device Observer UID"), device.uid()));
        resource.put("manufacturer", Fhir.line(device.manufacturer()))
                .put("serialNumber", Fhir.line(device.serial()));
        ArrayNode names = resource.putArray("deviceName");
        names.addObject().put("name", Fhir.line(device.algorithm())).put("type", "other");
        resource.put("modelNumber", Fhir.line(device.modelName()));
        resource.putArray("version").addObject().put("value", Fhir.line(device.algorithmVersion()));
        return resource;
    }

    ObjectNode observation(SrGroup group) {
        ObjectNode resource = Fhir.object().put("resourceType", "Observation");
        resource.set("text", Fhir.narrative(words(group)));
        resource.putArray("identifier")
                .add(Fhir.uid(OBSERVATION_UID, FhirBundle.observationUid(report, group)));
        requests(resource);
        resource.putArray("partOf").add(study());
        resource.put("status", status);
        resource.putArray("category")
                .add(Fhir.concept(MEASUREMENT_GROUP))
                .add(Fhir.concept(IMAGING));
        resource.set(
                "code",
                group.score()
                        .map(score -> Fhir.concept(score.concept()))
                        .orElseGet(() -> Fhir.concept(MEASUREMENT_GROUP))
                        .put("text", Fhir.line(group.trackingId())));
        resource.set("subject", subject);
        resource.putArray("focus").add(tracking(group));
        times(resource);
        group.score()
                .ifPresentOrElse(
                        score -> resource.set("valueQuantity", Fhir.quantity(score)),
                        () -> resource.set("dataAbsentReason", notAssessed()));
        text(INTENDED_USE, "99BRIXIA")
                .forEach(text -> resource.putArray("note").addObject().put("text", text));
        resource.set("bodySite", Fhir.concept(group.site()).put("text", group.siteText()));
        resource.set("method", Fhir.object().put("text", method()));
        resource.set("device", Fhir.reference(deviceUrl()));
        members(resource, group);
        resource.putArray("derivedFrom").add(study());
        components(resource, group);
        return resource;
    }

    private String words(SrGroup group) {
        return withdrawn()
                + Fhir.line(group.trackingId())
                + ": "
                + group.score()
                        .map(score -> Fhir.line(score.concept().meaning() + " " + score.value()))
                        .orElse("not assessed");
    }

    /** First words of what a reader sees of a report that is taken back. */
    private String withdrawn() {
        return status.equals(FhirBundle.WITHDRAWN) ? "Withdrawn, entered in error: " : "";
    }

    private static ObjectNode notAssessed() {
        return Fhir.concept(
                Fhir.coding(
                        "http://terminology.hl7.org/CodeSystem/data-absent-reason",
                        "not-performed",
                        "Not Performed"));
    }

    private String method() {
        return Fhir.line(report.device().algorithm() + " " + report.device().algorithmVersion());
    }

    /** As the guide's focus: what is tracked over time, by a logical reference. */
    private static ObjectNode tracking(SrGroup group) {
        return Fhir.reference("BodyStructure", Fhir.uid(TRACKING_UID, group.trackingUid()))
                .put("display", Fhir.line(group.trackingId()));
    }

    private void members(ObjectNode resource, SrGroup group) {
        if (group.isWhole()) {
            ArrayNode members = resource.putArray("hasMember");
            report.groups().stream()
                    .filter(one -> !one.isWhole())
                    .forEach(zone -> members.add(Fhir.reference(observationUrl(zone))));
        }
    }

    private static void components(ObjectNode resource, SrGroup group) {
        ArrayNode components = Fhir.array();
        group.others()
                .forEach(
                        number ->
                                component(components, number.concept())
                                        .set("valueQuantity", Fhir.quantity(number)));
        Stream.concat(group.evaluations().stream(), group.modifiers().stream())
                .forEach(
                        found ->
                                component(components, found.concept())
                                        .set("valueCodeableConcept", Fhir.concept(found.value())));
        if (!components.isEmpty()) {
            resource.set("component", components);
        }
    }

    private static ObjectNode component(ArrayNode components, SrCode concept) {
        ObjectNode component = components.addObject();
        component.set("code", Fhir.concept(concept));
        return component;
    }

    ObjectNode diagnosticReport() {
        ObjectNode resource = Fhir.object().put("resourceType", "DiagnosticReport");
        String conclusion = text(SUMMARY, "DCM").collect(Collectors.joining("\n"));
        resource.set(
                "text",
                Fhir.narrative(withdrawn() + (conclusion.isEmpty() ? "Brixia score" : conclusion)));
        ArrayNode identifiers = resource.putArray("identifier");
        identifiers.add(Fhir.uid(SOP_INSTANCE_UID, report.sopInstanceUid()).put("use", "official"));
        identifiers.add(
                Fhir.object()
                        .put("use", "secondary")
                        .put("system", Fhir.UID_SYSTEM)
                        .put("value", Fhir.oid(FhirBundle.reportUid(report))));
        report.predecessors()
                .forEach(uid -> identifiers.add(Fhir.uid(SOP_INSTANCE_UID, uid).put("use", "old")));
        requests(resource);
        resource.put("status", status);
        resource.putArray("category").add(Fhir.concept(RADIOLOGY));
        resource.set("code", Fhir.concept(report.title()).put("text", "Brixia score"));
        resource.set("subject", subject);
        times(resource);
        ArrayNode results = resource.putArray("result");
        report.groups().forEach(group -> results.add(Fhir.reference(observationUrl(group))));
        resource.putArray("imagingStudy").add(study());
        if (!conclusion.isEmpty()) {
            resource.put("conclusion", withdrawn() + conclusion);
        }
        links(resource);
        return resource;
    }

    /** The texts about a concept; a text of several lines keeps its line feeds. */
    private Stream<String> text(String code, String scheme) {
        return report
                .text(code, scheme)
                .map(SrText::text)
                .map(text -> text.lines().map(Fhir::line).collect(Collectors.joining("\n")))
                .stream();
    }

    /** When, and where; a device can be no performer in R4. */
    private void times(ObjectNode resource) {
        report.takenAt().ifPresent(at -> resource.put("effectiveDateTime", Fhir.instant(at)));
        resource.put("issued", Fhir.instant(report.issuedAt()));
        if (!report.institution().isEmpty()) {
            resource.putArray("performer")
                    .addObject()
                    .put("type", "Organization")
                    .put("display", Fhir.line(report.institution()));
        }
    }

    private ObjectNode study() {
        return Fhir.reference("ImagingStudy", Fhir.uid(STUDY_UID, report.studyUid()));
    }

    /** The requests by accession number. */
    private void requests(ObjectNode resource) {
        List<SrRequest> named =
                report.requests().stream().filter(one -> !one.accession().isEmpty()).toList();
        if (named.isEmpty()) {
            return;
        }
        ArrayNode requests = resource.putArray("basedOn");
        for (SrRequest request : named) {
            ObjectNode identifier = Fhir.object();
            identifier.set("type", Fhir.concept(ACCESSION));
            Fhir.system(request.accessionAuthority())
                    .ifPresent(system -> identifier.put("system", system));
            identifier.put("value", Fhir.line(request.accession()));
            if (!request.accessionAuthority().local().isEmpty()) {
                identifier
                        .putObject("assigner")
                        .put("display", Fhir.line(request.accessionAuthority().local()));
            }
            requests.add(Fhir.reference("ServiceRequest", identifier));
        }
    }

    /** The study in the viewer, once for each accession number. */
    private void links(ObjectNode resource) {
        to.studyLink()
                .ifPresent(
                        link -> {
                            Set<String> urls = new LinkedHashSet<>();
                            report.requests()
                                    .forEach(
                                            request ->
                                                    urls.add(
                                                            link.url(
                                                                    report.studyUid(),
                                                                    request.accession(),
                                                                    report.patient().id())));
                            ArrayNode forms = resource.putArray("presentedForm");
                            urls.forEach(
                                    url ->
                                            forms.addObject()
                                                    .put("contentType", "text/html")
                                                    .put("url", url)
                                                    .put("title", "Study link"));
                        });
    }
}
