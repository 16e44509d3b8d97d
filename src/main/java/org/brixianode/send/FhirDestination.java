package org.brixianode.send;

import java.net.URI;
import java.util.Optional;
import org.brixianode.dicom.Problems;

/**
 * A FHIR R4 server.
 *
 * @param name name in the outbox, in the configuration and in commands
 * @param service base URL of the server
 * @param patientSystem system of patient identifiers whose issuer has no URI, if there is one
 * @param createPatient whether a Patient is created where the server has none
 * @param resultStatus as what results are reported
 * @param studyLink URL of a viewer, if there is one
 */
public record FhirDestination(
        String name,
        HttpService service,
        Optional<URI> patientSystem,
        boolean createPatient,
        ResultStatus resultStatus,
        Optional<StudyLink> studyLink)
        implements Destination {

    /**
     * @throws IllegalArgumentException with every problem
     */
    public FhirDestination {
        new Problems()
                .unless(!name.isBlank(), "name must not be empty")
                .unless(
                        patientSystem.map(URI::isAbsolute).orElse(true),
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
    public DestinationStores stores() {
        return service.stores();
    }

    @Override
    public boolean sendsSecretsInClearText() {
        return service.sendsSecretsInClearText();
    }
}
