package org.brixianode.ops.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.brixianode.ops.NetworkAddress;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.audit.AuditMessage.Action;
import org.brixianode.ops.audit.AuditMessage.Outcome;
import org.brixianode.study.StatusCode;

/**
 * Translates events to audit messages (PS3.15 A.5.3). Each kind of event either has a translation
 * or is listed in {@link #without}; docs/audit.md has the same table.
 */
final class AuditMessages {

    /** Translates one kind of event. */
    @FunctionalInterface
    interface Translation<E extends NodeEvent> {
        AuditMessage of(Instant at, E event);
    }

    private final Map<Class<?>, Translation<NodeEvent>> translations = new HashMap<>();
    private final AuditParts parts;

    AuditMessages(AuditParts parts) {
        this.parts = parts;
        application();
        receptions();
        scorings();
        deliveries();
        alerts();
        users();
    }

    private <E extends NodeEvent> void on(Class<E> kind, Translation<E> translation) {
        translations.put(kind, (at, event) -> translation.of(at, kind.cast(event)));
    }

    /**
     * Kinds of events that are no audit events of PS3.15: they concern neither a person, a node nor
     * instances, or repeat what another message says.
     */
    static List<Class<? extends NodeEvent>> without() {
        return List.of(
                NodeEvent.Committed.class,
                NodeEvent.IntakeFailing.class,
                NodeEvent.IntakeRestored.class,
                NodeEvent.AlarmRaised.class,
                NodeEvent.AlarmCleared.class);
    }

    boolean translates(Class<? extends NodeEvent> kind) {
        return translations.containsKey(kind);
    }

    /** The message about an event; empty if it is none of an audit trail. */
    Optional<AuditMessage> of(Instant at, NodeEvent event) {
        boolean resources =
                event instanceof NodeEvent.AssociationRejected rejected
                        && rejected.reason() == NodeEvent.Rejection.NO_CAPACITY;
        return resources
                ? Optional.empty()
                : Optional.ofNullable(translations.get(event.getClass()))
                        .map(translation -> translation.of(at, event));
    }

    /** Application Activity (A.5.3.1). */
    private void application() {
        on(NodeEvent.Started.class, (at, event) -> activity(at, Code.Type.APPLICATION_START));
        on(NodeEvent.Stopped.class, (at, event) -> activity(at, Code.Type.APPLICATION_STOP));
    }

    private AuditMessage activity(Instant at, Code type) {
        return parts.message(
                parts.event(
                        Code.Event.APPLICATION_ACTIVITY,
                        Optional.of(type),
                        Action.EXECUTE,
                        at,
                        Outcome.SUCCESS,
                        Optional.empty()),
                List.of(parts.self(Code.Role.APPLICATION, false), parts.launcher()),
                List.of());
    }

    /** DICOM Instances Transferred (A.5.3.7) for a reception. */
    private void receptions() {
        on(
                NodeEvent.Received.class,
                (at, event) ->
                        received(
                                at,
                                Action.CREATE,
                                Optional.empty(),
                                event.image(),
                                event.caller().value(),
                                event.reception()));
        on(
                NodeEvent.Duplicate.class,
                (at, event) ->
                        received(
                                at,
                                Action.READ,
                                Optional.empty(),
                                event.image(),
                                event.caller().value(),
                                event.reception()));
        on(
                NodeEvent.Conflict.class,
                (at, event) ->
                        received(
                                at,
                                Action.CREATE,
                                Optional.of(
                                        "other content under a known SOP Instance UID: kept apart,"
                                                + " not scored"),
                                event.image(),
                                event.caller().value(),
                                event.reception()));
        on(
                NodeEvent.Replaced.class,
                (at, event) ->
                        received(
                                at,
                                Action.UPDATE,
                                Optional.empty(),
                                event.image(),
                                event.caller().value(),
                                event.reception()));
    }

    /** DICOM Instances Accessed (A.5.3.6) for the scoring. */
    private void scorings() {
        on(
                NodeEvent.Reissued.class,
                (at, event) ->
                        accessed(
                                at,
                                Outcome.SUCCESS,
                                "re-issued after a correction",
                                event.image()));
        on(
                NodeEvent.Superseded.class,
                (at, event) ->
                        accessed(at, Outcome.SUCCESS, "superseded after a change", event.image()));
        on(
                NodeEvent.PriorsMissed.class,
                (at, event) ->
                        accessed(
                                at,
                                Outcome.MINOR_FAILURE,
                                "search for earlier radiographs not completed",
                                event.image()));
        on(
                NodeEvent.Renewed.class,
                (at, event) ->
                        accessed(
                                at,
                                Outcome.SUCCESS,
                                "scored again: an earlier image was scored after it",
                                event.image()));
        on(
                NodeEvent.Scored.class,
                (at, event) -> accessed(at, Outcome.SUCCESS, "scored", event.image()));
        on(
                NodeEvent.NotScored.class,
                (at, event) ->
                        accessed(
                                at,
                                Outcome.SUCCESS,
                                "not scored: " + event.reason(),
                                event.image()));
        on(
                NodeEvent.Retry.class,
                (at, event) ->
                        accessed(at, Outcome.MINOR_FAILURE, event.reason().name(), event.image()));
        on(
                NodeEvent.Failed.class,
                (at, event) ->
                        accessed(
                                at, Outcome.SERIOUS_FAILURE, event.reason().name(), event.image()));
        on(NodeEvent.Purged.class, this::purged);
    }

    private AuditMessage received(
            Instant at,
            Action action,
            Optional<String> problem,
            NodeEvent.Image image,
            String caller,
            NodeEvent.Reception reception) {
        return parts.message(
                parts.event(
                        Code.Event.INSTANCES_TRANSFERRED,
                        Optional.empty(),
                        action,
                        at,
                        problem.isEmpty() ? Outcome.SUCCESS : Outcome.MINOR_FAILURE,
                        problem),
                List.of(
                        parts.peer(
                                caller,
                                AuditMessage.AccessPoint.of(reception.address()),
                                Code.Role.SOURCE,
                                true),
                        parts.self(reception.called().value(), Code.Role.DESTINATION, false)),
                parts.study(
                        image.study(),
                        image.instance(),
                        reception.sopClass().value(),
                        image.instance()));
    }

    private AuditMessage accessed(
            Instant at, Outcome outcome, String description, NodeEvent.Image image) {
        return parts.message(
                parts.event(
                        Code.Event.INSTANCES_ACCESSED,
                        Optional.empty(),
                        Action.READ,
                        at,
                        outcome,
                        Optional.of(description)),
                List.of(parts.self(Code.Role.APPLICATION, true)),
                parts.study(image.study(), image.instance(), "", image.instance()));
    }

    /** The study of a purged image is not known any more; the object is the instance itself. */
    private AuditMessage purged(Instant at, NodeEvent.Purged event) {
        return parts.message(
                parts.event(
                        Code.Event.INSTANCES_ACCESSED,
                        Optional.empty(),
                        Action.DELETE,
                        at,
                        Outcome.SUCCESS,
                        Optional.of("kept no longer than storage.keep-finished")),
                List.of(parts.self(Code.Role.APPLICATION, true)),
                List.of(
                        AuditParts.system(
                                "urn:oid:" + event.instance(),
                                Code.Identifier.URI,
                                "DICOM SOP instance",
                                "3",
                                Map.of())));
    }

    /**
     * DICOM Instances Transferred (A.5.3.7) to a destination, or Data Export (A.5.3.4) of what is
     * sent as a message: a conversion to another format for storage in a health record.
     */
    private void deliveries() {
        on(
                NodeEvent.Sent.class,
                (at, event) -> sent(at, Outcome.SUCCESS, event.status(), event.parcel()));
        on(
                NodeEvent.NotSent.class,
                (at, event) -> sent(at, Outcome.SERIOUS_FAILURE, event.status(), event.parcel()));
    }

    private AuditMessage sent(
            Instant at, Outcome outcome, OptionalInt status, NodeEvent.ResultDelivery parcel) {
        Optional<String> description =
                status.isPresent()
                        ? Optional.of("status " + StatusCode.text(status.getAsInt()))
                        : Optional.empty();
        String destination = parcel.destination().value();
        boolean transfer = parts.keepsObjects(destination);
        return parts.message(
                parts.event(
                        transfer ? Code.Event.INSTANCES_TRANSFERRED : Code.Event.EXPORT,
                        Optional.empty(),
                        Action.READ,
                        at,
                        outcome,
                        description),
                List.of(
                        parts.self(Code.Role.SOURCE, true),
                        parts.destination(
                                destination,
                                transfer ? Code.Role.DESTINATION : Code.Role.DESTINATION_MEDIA)),
                parts.study(
                        parcel.study(),
                        parcel.instance(),
                        parcel.sopClass().value(),
                        parcel.source()));
    }

    /** Security Alert (A.5.3.11). */
    private void alerts() {
        on(
                NodeEvent.AssociationRejected.class,
                (at, event) ->
                        alert(
                                at,
                                Code.Type.NODE_AUTHENTICATION,
                                "association rejected: %s, %d times"
                                        .formatted(event.reason(), event.count()),
                                subject(event.address(), event.caller().value())));
        on(
                NodeEvent.TlsRefused.class,
                (at, event) ->
                        alert(
                                at,
                                Code.Type.NODE_AUTHENTICATION,
                                "TLS handshake failed, %d times".formatted(event.count()),
                                subject(event.address(), "TLS peer")));
        on(
                NodeEvent.AuditMessagesLost.class,
                (at, event) ->
                        alert(
                                at,
                                Code.Type.RECORDING_STOPPED,
                                "%d audit messages were deleted before the syslog server got them"
                                        .formatted(event.count()),
                                Optional.empty()));
    }

    /** Who uses the web page and the REST interface, and what they do. */
    private void users() {
        UserMessages users = new UserMessages(parts);
        on(NodeEvent.LoggedIn.class, users::loggedIn);
        on(NodeEvent.LoggedOut.class, users::loggedOut);
        on(NodeEvent.LoginFailed.class, users::loginFailed);
        on(NodeEvent.LoginLocked.class, users::locked);
        on(NodeEvent.OperatorAction.class, users::action);
        on(NodeEvent.Reloaded.class, users::reloaded);
        on(NodeEvent.ImageViewed.class, users::viewed);
        on(NodeEvent.PatientsListed.class, users::listed);
    }

    private static Optional<Subject> subject(NetworkAddress address, String name) {
        return Optional.of(new Subject(address.isKnown() ? address.value() : "unknown", name));
    }

    /** The node that a security alert concerns. */
    private record Subject(String address, String name) {}

    private AuditMessage alert(Instant at, Code type, String text, Optional<Subject> subject) {
        List<AuditMessage.Item> objects = new ArrayList<>();
        subject.ifPresent(
                node ->
                        objects.add(
                                AuditParts.system(
                                        node.address(),
                                        Code.Identifier.NODE,
                                        node.name(),
                                        "13",
                                        Map.of("Alert Description", text))));
        return parts.message(
                parts.event(
                        Code.Event.SECURITY_ALERT,
                        Optional.of(type),
                        Action.EXECUTE,
                        at,
                        Outcome.SERIOUS_FAILURE,
                        Optional.of(text)),
                List.of(parts.self(Code.Role.APPLICATION, true)),
                objects);
    }
}
