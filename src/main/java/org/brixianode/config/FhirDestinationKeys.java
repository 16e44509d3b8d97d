package org.brixianode.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.brixianode.send.FhirDestination;
import org.brixianode.send.HttpService;

/** Maps the keys of a destination with {@code protocol = fhir}. */
final class FhirDestinationKeys {

    private static final String PATIENT_SYSTEM = "patient-system";
    private static final String PATIENT_ISSUER = "patient-issuer";
    private static final String PATIENTS = "patients";

    static final Set<String> KEYS = keys();

    /** What the transaction does about the patient. */
    enum Patients {
        /** It refers to the patient by identifier. */
        REFERENCE,
        /** It creates a Patient where the server has none with the identifier. */
        CREATE
    }

    private static Set<String> keys() {
        Set<String> keys = new TreeSet<>(HttpServiceKeys.KEYS);
        keys.addAll(
                Set.of(
                        PATIENT_SYSTEM,
                        PATIENT_ISSUER,
                        PATIENTS,
                        MessageKeys.RESULT_STATUS,
                        MessageKeys.STUDY_LINK));
        return keys;
    }

    /**
     * @param home the folder to which relative paths are relative
     */
    static Optional<FhirDestination> read(Settings one, String name, Path home) {
        return HttpServiceKeys.read(one, home)
                .flatMap(service -> one.made(one.itself(), () -> destination(one, name, service)));
    }

    private static FhirDestination destination(Settings one, String name, HttpService service) {
        return new FhirDestination(
                name,
                service,
                patientSystem(one),
                one.choice(PATIENTS, Patients.REFERENCE) == Patients.CREATE,
                MessageKeys.resultStatus(one),
                MessageKeys.studyLink(one));
    }

    private static Optional<FhirDestination.PatientSystem> patientSystem(Settings one) {
        Optional<String> issuer = one.textIfPresent(PATIENT_ISSUER);
        Optional<String> system = one.textIfPresent(PATIENT_SYSTEM);
        if (issuer.isPresent() && system.isEmpty()) {
            one.refuseWithout(PATIENT_ISSUER, PATIENT_SYSTEM);
        }
        return system.map(text -> new FhirDestination.PatientSystem(uri(text), issuer.orElse("")));
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    PATIENT_SYSTEM + " must be an absolute URI, as urn:oid:1.2.3", e);
        }
    }

    private FhirDestinationKeys() {}
}
