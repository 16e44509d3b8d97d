package org.brixianode.ops.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.audit.AuditMessage.Action;
import org.brixianode.ops.audit.AuditMessage.Item;
import org.brixianode.ops.audit.AuditMessage.Outcome;
import org.brixianode.ops.audit.AuditMessage.Participant;

/**
 * Audit messages about users of the web page and the REST interface: User Authentication (PS3.15
 * A.5.3.12), Security Alert (A.5.3.11) for what they do and for lock-outs, Instances Accessed and
 * Query for what they look at.
 */
final class UserMessages {

    private static final String ROLE_JOB = "20";
    private static final String ROLE_SECURITY_RESOURCE = "13";

    private final AuditParts parts;

    UserMessages(AuditParts parts) {
        this.parts = parts;
    }

    AuditMessage loggedIn(Instant at, NodeEvent.LoggedIn event) {
        return authentication(
                at, Code.Type.LOGIN, Outcome.SUCCESS, event.operator(), "role " + event.role());
    }

    AuditMessage loggedOut(Instant at, NodeEvent.LoggedOut event) {
        return authentication(
                at, Code.Type.LOGOUT, Outcome.SUCCESS, event.operator(), "logged out");
    }

    AuditMessage loginFailed(Instant at, NodeEvent.LoginFailed event) {
        return authentication(
                at,
                Code.Type.LOGIN,
                Outcome.MINOR_FAILURE,
                event.operator(),
                "wrong user name or password");
    }

    private AuditMessage authentication(
            Instant at, Code type, Outcome outcome, NodeEvent.Operator operator, String text) {
        return message(
                Code.Event.USER_AUTHENTICATION,
                type,
                at,
                outcome,
                text,
                List.of(parts.person(operator), parts.self(Code.Role.APPLICATION, false)),
                List.of());
    }

    AuditMessage locked(Instant at, NodeEvent.LoginLocked event) {
        return message(
                Code.Event.SECURITY_ALERT,
                Code.Type.USER_ATTRIBUTES_CHANGED,
                at,
                Outcome.MAJOR_FAILURE,
                "too many failed logins, locked: " + event.locked(),
                List.of(parts.self(Code.Role.APPLICATION, true), parts.person(event.operator())),
                List.of());
    }

    AuditMessage action(Instant at, NodeEvent.OperatorAction event) {
        boolean onJob = event.job().isPresent();
        Item object =
                AuditParts.system(
                        "urn:brixia-node:"
                                + (onJob ? "job:" + event.job().getAsLong() : event.subject()),
                        Code.Identifier.URI,
                        event.subject().value(),
                        onJob ? ROLE_JOB : ROLE_SECURITY_RESOURCE,
                        Map.of("Alert Description", event.action().name()));
        return message(
                Code.Event.SECURITY_ALERT,
                event.action() == NodeEvent.Action.RELOAD
                        ? Code.Type.SECURITY_CONFIGURATION
                        : Code.Type.RESTRICTED_FUNCTION,
                at,
                Outcome.SUCCESS,
                event.action().name(),
                List.of(parts.self(Code.Role.APPLICATION, false), parts.person(event.operator())),
                List.of(object));
    }

    /** DICOM Instances Accessed (A.5.3.6). */
    AuditMessage viewed(Instant at, NodeEvent.ImageViewed event) {
        NodeEvent.Image image = event.image();
        return parts.message(
                parts.event(
                        Code.Event.INSTANCES_ACCESSED,
                        Optional.empty(),
                        Action.READ,
                        at,
                        Outcome.SUCCESS,
                        Optional.of("viewed")),
                List.of(parts.person(event.operator()), parts.self(Code.Role.APPLICATION, false)),
                parts.study(image.study(), image.instance(), "", image.instance()));
    }

    /** Query (A.5.3.10), with the criteria but not their values, which may identify a patient. */
    AuditMessage listed(Instant at, NodeEvent.PatientsListed event) {
        return parts.message(
                parts.event(
                        Code.Event.QUERY,
                        Optional.empty(),
                        Action.EXECUTE,
                        at,
                        Outcome.SUCCESS,
                        Optional.empty()),
                List.of(parts.person(event.operator()), parts.self(Code.Role.APPLICATION, false)),
                List.of(AuditParts.query("urn:brixia-node:jobs", event.criteria().value())));
    }

    AuditMessage reloaded(Instant at, NodeEvent.Reloaded event) {
        return message(
                Code.Event.SECURITY_ALERT,
                Code.Type.SECURITY_CONFIGURATION,
                at,
                event.accepted() ? Outcome.SUCCESS : Outcome.MINOR_FAILURE,
                event.accepted()
                        ? "configuration read again: %d keys changed, %d take effect after a restart"
                                .formatted(event.changed(), event.pending())
                        : "configuration read again and refused",
                List.of(parts.self(Code.Role.APPLICATION, true)),
                List.of());
    }

    private AuditMessage message(
            Code event,
            Code type,
            Instant at,
            Outcome outcome,
            String text,
            List<Participant> participants,
            List<Item> objects) {
        return parts.message(
                parts.event(
                        event, Optional.of(type), Action.EXECUTE, at, outcome, Optional.of(text)),
                participants,
                objects);
    }
}
