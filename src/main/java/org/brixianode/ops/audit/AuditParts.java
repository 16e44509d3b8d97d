package org.brixianode.ops.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.Uid;
import org.brixianode.ops.audit.AuditMessage.AccessPoint;
import org.brixianode.ops.audit.AuditMessage.Action;
import org.brixianode.ops.audit.AuditMessage.Event;
import org.brixianode.ops.audit.AuditMessage.Item;
import org.brixianode.ops.audit.AuditMessage.Outcome;
import org.brixianode.ops.audit.AuditMessage.Participant;
import org.brixianode.study.AeTitle;

/** The parts of which this node's audit messages consist. */
final class AuditParts {

    private static final String PERSON = "1";
    private static final String SYSTEM_OBJECT = "2";
    private static final String ROLE_PATIENT = "1";
    private static final String ROLE_REPORT = "3";
    private static final String ROLE_QUERY = "24";

    private final AuditNames names;
    private final AuditMessage.Source source;
    private final PatientIds patients;

    /**
     * @param patients finds the Patient IDs, if messages contain them
     */
    AuditParts(AuditConfig config, AuditNames names, PatientIds patients) {
        this.names = names;
        this.source =
                new AuditMessage.Source(
                        config.sourceId().isEmpty() ? names.title().value() : config.sourceId(),
                        config.site());
        this.patients = config.patientIds() ? patients : PatientIds.NONE;
    }

    AuditMessage message(Event event, List<Participant> participants, List<Item> objects) {
        return new AuditMessage(event, participants, source, objects);
    }

    Event event(
            Code id,
            Optional<Code> type,
            Action action,
            Instant at,
            Outcome outcome,
            Optional<String> description) {
        return new Event(id, type, action, at, outcome, description);
    }

    /** This node under its own AE title. */
    Participant self(Code role, boolean requestor) {
        return self(names.title().value(), role, requestor);
    }

    /**
     * @param title the AE title in the association
     */
    Participant self(String title, Code role, boolean requestor) {
        return new Participant(
                Long.toString(names.process()),
                Optional.of(title),
                Optional.of("brixia-node"),
                requestor,
                Optional.of(role),
                Optional.of(AccessPoint.host(names.host())));
    }

    /** The operating system user that started the node. */
    Participant launcher() {
        return new Participant(
                names.user(),
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.of(Code.Role.APPLICATION_LAUNCHER),
                Optional.of(AccessPoint.host(names.host())));
    }

    /** Somebody at the web page or the REST interface. */
    Participant person(NodeEvent.Operator operator) {
        return new Participant(
                operator.user().value(),
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.empty(),
                AccessPoint.of(operator.address()));
    }

    /** Another application entity, which is identified by its AE title. */
    Participant peer(
            String title, Optional<AccessPoint> accessPoint, Code role, boolean requestor) {
        return new Participant(
                title,
                Optional.of(title),
                Optional.empty(),
                requestor,
                Optional.of(role),
                accessPoint);
    }

    /** Whether a destination gets DICOM objects, as far as is known. */
    boolean keepsObjects(String destination) {
        AuditNames.Peer peer = names.destinations().get(destination);
        return peer == null || peer.keepsObjects();
    }

    /** A destination, with its address if it is configured. */
    Participant destination(String name, Code role) {
        AuditNames.Peer peer = names.destinations().get(name);
        return new Participant(
                peer == null ? name : peer.identity(),
                Optional.ofNullable(peer).flatMap(AuditNames.Peer::title).map(AeTitle::value),
                Optional.of(name),
                false,
                Optional.of(role),
                Optional.ofNullable(peer).map(known -> AccessPoint.host(known.host())));
    }

    /**
     * A study with one instance, and the patient if messages contain Patient IDs.
     *
     * @param sopClass empty if not known
     * @param image the received image from which the Patient ID is read
     */
    List<Item> study(Uid study, Uid instance, String sopClass, Uid image) {
        List<Item> items = new ArrayList<>();
        items.add(
                new Item(
                        study.value(),
                        Code.Identifier.STUDY,
                        "DICOM study",
                        SYSTEM_OBJECT,
                        ROLE_REPORT,
                        Map.of(),
                        Optional.of(new AuditMessage.Instance(sopClass, instance.value())),
                        Optional.empty()));
        patients.of(image)
                .ifPresent(
                        id ->
                                items.add(
                                        new Item(
                                                id,
                                                Code.Identifier.PATIENT_NUMBER,
                                                "not recorded",
                                                PERSON,
                                                ROLE_PATIENT,
                                                Map.of(),
                                                Optional.empty(),
                                                Optional.empty())));
        return items;
    }

    static Item system(
            String id, Code idType, String name, String role, Map<String, String> details) {
        return new Item(
                id, idType, name, SYSTEM_OBJECT, role, details, Optional.empty(), Optional.empty());
    }

    static Item query(String id, String query) {
        return new Item(
                id,
                Code.Identifier.URI,
                "",
                SYSTEM_OBJECT,
                ROLE_QUERY,
                Map.of(),
                Optional.empty(),
                Optional.of(query));
    }
}
