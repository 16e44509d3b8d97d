package org.brixianode.send.fhir;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.brixianode.dicom.DerivedUid;
import org.brixianode.send.FhirDestination;
import org.brixianode.send.ResultStatus;
import org.brixianode.send.sr.SrGroup;
import org.brixianode.send.sr.SrReport;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Composes the transaction of a Structured Report: after the DICOM SR to FHIR Resource Mapping
 * guide, in R4. DiagnosticReport and Observations are updated by an identifier that the scored
 * image, the patient, the study and the requests decide, so that a repetition makes no second one
 * and a corrected report takes the place of the earlier. It is a function of the report and the
 * destination's configuration.
 */
final class FhirBundle {

    /** Status of what is taken back (FHIR R4, DiagnosticReportStatus and ObservationStatus). */
    static final String WITHDRAWN = "entered-in-error";

    private final SrReport report;
    private final PatientJson patient;
    private final ReportJson resources;
    private final ArrayNode entries = Fhir.array();

    private FhirBundle(SrReport report, FhirDestination to, String status) {
        this.report = report;
        this.patient = new PatientJson(report.patient(), to);
        this.resources = new ReportJson(report, to, patient.reference(), status);
    }

    /** The transaction of a report. */
    static ObjectNode of(SrReport report, FhirDestination to) {
        String status =
                to.resultStatus() == ResultStatus.UNVERIFIED
                        ? "preliminary"
                        : report.isCorrection() ? "corrected" : "final";
        return new FhirBundle(report, to, status).bundle();
    }

    /**
     * The transaction that takes a report back: the same resources, as entered in error.
     *
     * @param report the report, with the time of the withdrawal
     */
    static ObjectNode withdrawal(SrReport report, FhirDestination to) {
        return new FhirBundle(report, to, WITHDRAWN).bundle();
    }

    /**
     * UID of the DiagnosticReport of an image, whichever report is its latest; another one for
     * another patient, study or request.
     */
    static String reportUid(SrReport report) {
        return DerivedUid.of("diagnostic-report", report.imageUid(), report.identity());
    }

    /** UID of the Observation of a zone of an image, likewise. */
    static String observationUid(SrReport report, SrGroup group) {
        return DerivedUid.of("observation", report.imageUid(), report.identity(), group.siteKey());
    }

    /** Search parameters that find a resource by one identifier. */
    static String search(String system, String value) {
        return "identifier="
                + URLEncoder.encode(escaped(system) + "|" + escaped(value), StandardCharsets.UTF_8)
                        .replace("+", "%20");
    }

    /** FHIR R4 3.1.1.4.0.1: a comma would separate two values, of which either may be found. */
    private static String escaped(String value) {
        return value.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace(",", "\\,")
                .replace("$", "\\$");
    }

    private ObjectNode bundle() {
        if (patient.isCreated()) {
            create(patient.fullUrl(), patient.resource(), patient.search());
        }
        create(
                resources.deviceUrl(),
                resources.device(),
                search(Fhir.UID_SYSTEM, Fhir.oid(report.device().uid())));
        for (SrGroup group : report.groups()) {
            update(
                    resources.observationUrl(group),
                    resources.observation(group),
                    observationUid(report, group));
        }
        String uid = reportUid(report);
        update(Fhir.fullUrl(uid), resources.diagnosticReport(), uid);
        ObjectNode bundle = Fhir.object().put("resourceType", "Bundle").put("type", "transaction");
        bundle.set("entry", entries);
        return bundle;
    }

    /** Conditional create (FHIR R4 3.1.0.8.1): nothing happens if one is found. */
    private void create(String fullUrl, ObjectNode resource, String search) {
        ObjectNode entry = entries.addObject().put("fullUrl", fullUrl);
        entry.set("resource", resource);
        entry.putObject("request")
                .put("method", "POST")
                .put("url", resource.path("resourceType").asString())
                .put("ifNoneExist", search);
    }

    /** Conditional update (FHIR R4 3.1.0.4.3): creates the resource if none is found. */
    private void update(String fullUrl, ObjectNode resource, String uid) {
        ObjectNode entry = entries.addObject().put("fullUrl", fullUrl);
        entry.set("resource", resource);
        entry.putObject("request")
                .put("method", "PUT")
                .put(
                        "url",
                        resource.path("resourceType").asString()
                                + "?"
                                + search(Fhir.UID_SYSTEM, Fhir.oid(uid)));
    }
}
