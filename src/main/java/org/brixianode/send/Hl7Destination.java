package org.brixianode.send;

import java.util.Optional;
import org.brixianode.dicom.Problems;
import org.brixianode.study.LoopbackHost;

/**
 * A receiver of HL7 version 2.5.1 messages over MLLP.
 *
 * @param name name in the outbox, in the configuration and in commands
 * @param host host name or IP address; with TLS the peer's certificate must be valid for it
 * @param tls the stores of TLS if the port uses TLS
 * @param receivingApplication MSH-5; may be empty
 * @param receivingFacility MSH-6; may be empty
 * @param processingId MSH-11
 * @param acknowledgement which acknowledgement the receiver is asked for
 * @param resultStatus as what results are reported
 * @param studyLink URL of a viewer, if there is one
 */
public record Hl7Destination(
        String name,
        String host,
        int port,
        Optional<DestinationStores> tls,
        String receivingApplication,
        String receivingFacility,
        ProcessingId processingId,
        Acknowledgement acknowledgement,
        ResultStatus resultStatus,
        Optional<StudyLink> studyLink)
        implements Destination {

    private static final int MAX_PORT = 0xffff;

    /** Printable ASCII without the delimiters of HL7. */
    private static final String WORD = "[\\x20-\\x7e&&[^|^~\\\\&]]{0,180}";

    /** MSH-11 (table 0103). */
    public enum ProcessingId {
        PRODUCTION,
        TRAINING,
        DEBUGGING
    }

    /** HL7 2.5.1 2.9. */
    public enum Acknowledgement {
        /** Original mode: the application answers AA, AE or AR. */
        ORIGINAL,
        /** Enhanced mode: the receiver answers CA, CE or CR as soon as it has the message. */
        COMMIT
    }

    /**
     * @throws IllegalArgumentException with every problem
     */
    public Hl7Destination {
        new Problems()
                .unless(!name.isBlank(), "name must not be empty")
                .unless(!host.isBlank(), "host must not be empty")
                .unless(
                        port >= 1 && port <= MAX_PORT,
                        "port must be between 1 and 65535, not " + port)
                .unless(
                        receivingApplication.matches(WORD) && receivingFacility.matches(WORD),
                        "receiving-application and receiving-facility must be printable ASCII"
                                + " without | ^ ~ \\ and &, at most 180 characters")
                .throwIfAny("destination '" + name + "'");
    }

    @Override
    public String describe() {
        return name + " (HL7 at " + host + ":" + port + ")";
    }

    @Override
    public Endpoint endpoint() {
        return Endpoint.tcp("hl7", host, port);
    }

    @Override
    public boolean keepsObjects() {
        return false;
    }

    @Override
    public Optional<String> clearText() {
        return tls.isPresent() || LoopbackHost.matches(host)
                ? Optional.empty()
                : Optional.of("it has no tls, so messages with patient data");
    }

    @Override
    public DestinationStores stores() {
        return tls.orElse(DestinationStores.NONE);
    }
}
