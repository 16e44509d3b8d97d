package org.brixianode.ops.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.brixianode.ops.NetworkAddress;

/**
 * An audit message (PS3.15 A.5.1). Texts are sanitised when it is written.
 *
 * @param participants one or more
 */
record AuditMessage(
        Event event, List<Participant> participants, Source source, List<Item> objects) {

    AuditMessage {
        participants = List.copyOf(participants);
        objects = List.copyOf(objects);
    }

    /** The attribute EventActionCode. */
    enum Action {
        CREATE("C"),
        READ("R"),
        UPDATE("U"),
        DELETE("D"),
        EXECUTE("E");

        private final String code;

        Action(String code) {
            this.code = code;
        }
    }

    /** The attribute EventOutcomeIndicator. */
    enum Outcome {
        SUCCESS("0"),
        MINOR_FAILURE("4"),
        SERIOUS_FAILURE("8"),
        MAJOR_FAILURE("12");

        private final String code;

        Outcome(String code) {
            this.code = code;
        }
    }

    /** The element EventIdentification. */
    record Event(
            Code id,
            Optional<Code> type,
            Action action,
            Instant at,
            Outcome outcome,
            Optional<String> description) {}

    /**
     * The element ActiveParticipant.
     *
     * @param aeTitle becomes the AlternativeUserID (A.5.2.2)
     * @param accessPoint the attribute NetworkAccessPointID, with its type code
     */
    record Participant(
            String userId,
            Optional<String> aeTitle,
            Optional<String> name,
            boolean requestor,
            Optional<Code> role,
            Optional<AccessPoint> accessPoint) {}

    /** The attributes NetworkAccessPointID and NetworkAccessPointTypeCode. */
    record AccessPoint(String id, String typeCode) {

        static AccessPoint host(String name) {
            return new AccessPoint(name, "1");
        }

        static Optional<AccessPoint> of(NetworkAddress address) {
            return address.isKnown()
                    ? Optional.of(new AccessPoint(address.value(), "2"))
                    : Optional.empty();
        }
    }

    /**
     * The element AuditSourceIdentification.
     *
     * @param site may be empty
     */
    record Source(String id, String site) {}

    /**
     * The element ParticipantObjectIdentification.
     *
     * @param typeCode 1 for a person, 2 for a system object
     * @param role value of PS3.15 A.5.1.2.2
     * @param details values by type
     * @param instance the SOP instance, if the object is a study
     * @param query what was asked, if the object is a query; it has no name then
     */
    record Item(
            String id,
            Code idType,
            String name,
            String typeCode,
            String role,
            Map<String, String> details,
            Optional<Instance> instance,
            Optional<String> query) {}

    /**
     * One SOP instance of a study.
     *
     * @param sopClassUid empty if not known
     */
    record Instance(String sopClassUid, String uid) {}

    /** The message as XML on one line, without an XML declaration. */
    String toXml() {
        XmlLine xml = new XmlLine();
        xml.open("AuditMessage");
        write(xml, event);
        participants.forEach(one -> write(xml, one));
        xml.open("AuditSourceIdentification")
                .attributeUnlessEmpty("AuditEnterpriseSiteID", source.site())
                .attribute("AuditSourceID", source.id());
        // An application server process (A.5.1.2.1).
        xml.open("AuditSourceTypeCode").attribute("csd-code", "4").close();
        xml.close();
        objects.forEach(one -> write(xml, one));
        xml.close();
        return xml.toString();
    }

    private static void write(XmlLine xml, Event event) {
        xml.open("EventIdentification")
                .attribute("EventActionCode", event.action().code)
                .attribute("EventDateTime", AuditTime.text(event.at()))
                .attribute("EventOutcomeIndicator", event.outcome().code);
        coded(xml, "EventID", event.id());
        event.type().ifPresent(type -> coded(xml, "EventTypeCode", type));
        event.description()
                .ifPresent(text -> xml.open("EventOutcomeDescription").text(text).close());
        xml.close();
    }

    private static void coded(XmlLine xml, String element, Code code) {
        xml.open(element)
                .attribute("csd-code", code.value())
                .attribute("codeSystemName", code.system())
                .attribute("originalText", code.meaning())
                .close();
    }

    private static void write(XmlLine xml, Participant one) {
        xml.open("ActiveParticipant").attribute("UserID", one.userId());
        one.aeTitle().ifPresent(title -> xml.attribute("AlternativeUserID", "AETITLES=" + title));
        one.name().ifPresent(name -> xml.attribute("UserName", name));
        xml.attribute("UserIsRequestor", Boolean.toString(one.requestor()));
        one.accessPoint()
                .ifPresent(
                        point ->
                                xml.attribute("NetworkAccessPointID", point.id())
                                        .attribute("NetworkAccessPointTypeCode", point.typeCode()));
        one.role().ifPresent(role -> coded(xml, "RoleIDCode", role));
        xml.close();
    }

    private static void write(XmlLine xml, Item item) {
        xml.open("ParticipantObjectIdentification")
                .attribute("ParticipantObjectID", item.id())
                .attribute("ParticipantObjectTypeCode", item.typeCode())
                .attribute("ParticipantObjectTypeCodeRole", item.role());
        coded(xml, "ParticipantObjectIDTypeCode", item.idType());
        if (item.query().isPresent()) {
            xml.open("ParticipantObjectQuery").text(base64(item.query().get())).close();
        } else {
            xml.open("ParticipantObjectName").text(item.name()).close();
        }
        item.details()
                .forEach(
                        (type, value) ->
                                xml.open("ParticipantObjectDetail")
                                        .attribute("type", type)
                                        .attribute("value", base64(value))
                                        .close());
        item.instance().ifPresent(one -> write(xml, one));
        xml.close();
    }

    private static void write(XmlLine xml, Instance one) {
        xml.open("ParticipantObjectDescription")
                .open("SOPClass")
                .attributeUnlessEmpty("UID", one.sopClassUid())
                .attribute("NumberOfInstances", "1")
                .open("Instance")
                .attribute("UID", one.uid())
                .close()
                .close()
                .close();
    }

    private static String base64(String value) {
        return Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    }
}
