package org.brixianode.send;

import java.net.URI;
import java.util.Optional;
import org.brixianode.dicom.Problems;

/**
 * A FHIR R4 server.
 *
 * @param name name in the outbox, in the configuration and in commands
 * @param service base URL of the server
 * @param patientSystem system of the patient identifiers of this institution, if it is configured
 * @param createPatient whether a Patient is created where the server has none
 * @param resultStatus as what results are reported
 * @param studyLink URL of a viewer, if there is one
 */
public record FhirDestination(
        String name,
        HttpService service,
        Optional<PatientSystem> patientSystem,
        boolean createPatient,
        ResultStatus resultStatus,
        Optional<StudyLink> studyLink)
        implements Destination {

    /**
     * The system of identifiers that an issuer without a URI assigns.
     *
     * @param system an absolute URI
     * @param issuer Issuer of Patient ID (0010,0021); empty for identifiers without one
     */
    public record PatientSystem(URI system, String issuer) {}

    /**
     * @throws IllegalArgumentException with every problem
     */
    public FhirDestination {
        new Problems()
                .unless(!name.isBlank(), "name must not be empty")
                .unless(
                        patientSystem.map(one -> one.system().isAbsolute()).orElse(true),
                        "patient-system must be an absolute URI, as urn:oid:1.2.3")
                .throwIfAny("destination '" + name + "'");
    }

    @Override
    public String describe() {
        return name + " (FHIR at " + service.url() + ")";
    }

    @Override
    public Endpoint endpoint() {
        return Endpoint.http("fhir", service);
    }

    @Override
    public boolean keepsObjects() {
        return false;
    }

    @Override
    public DestinationStores stores() {
        return service.stores();
    }

    @Override
    public Optional<String> clearText() {
        return service.clearText();
    }
}
