package org.brixianode.receive;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.brixianode.dicom.NetworkLimits;
import org.brixianode.dicom.Problems;
import org.brixianode.dicom.TlsConfig;
import org.brixianode.study.AeTitle;
import org.brixianode.study.Uid;

/**
 * How the node receives.
 *
 * @param aeTitle the only title under which it answers
 * @param bindAddress a name or address of this machine, {@code 0.0.0.0} for all
 * @param port 0 takes any free one
 * @param acceptedCallers who may call; empty means anyone
 * @param keptClasses storage classes that are kept beside CR and DX and never scored
 * @param associations open at the same time
 * @param maxPduBytes length of a P-DATA-TF that a sender may send
 * @param maxObjectBytes length of a data set
 * @param timeouts how long it waits
 * @param disk when it stops for lack of room
 * @param spool folder for what is received, on one file system
 * @param tls for a port that speaks TLS
 */
public record ReceiveConfig(
        AeTitle aeTitle,
        String bindAddress,
        int port,
        Set<AeTitle> acceptedCallers,
        Set<String> keptClasses,
        Associations associations,
        int maxPduBytes,
        long maxObjectBytes,
        Timeouts timeouts,
        DiskMarks disk,
        Path spool,
        Optional<TlsConfig> tls) {

    private static final int MAX_ASSOCIATIONS = 1000;
    private static final int MAX_PORT = 0xffff;

    /**
     * How many associations may be open at the same time.
     *
     * @param most of all peers together
     * @param perAddress of one remote address, so that others still find room
     */
    public record Associations(int most, int perAddress) {

        public static final Associations DEFAULT = new Associations(40, 20);

        /**
         * @throws IllegalArgumentException if a bound is none
         */
        public Associations {
            new Problems()
                    .unless(
                            most >= 1 && most <= MAX_ASSOCIATIONS,
                            "associations must be between 1 and 1000, not " + most)
                    .unless(
                            perAddress >= 1 && perAddress <= MAX_ASSOCIATIONS,
                            "associations of one address must be between 1 and 1000, not "
                                    + perAddress)
                    .throwIfAny("reception");
        }
    }

    /**
     * How long reception waits.
     *
     * @param accept for a TLS handshake, and again for the A-ASSOCIATE-RQ
     * @param request for the whole of one C-STORE's data set
     * @param idle for the next request, and for the next byte within one
     * @param release for the peer's close after a release; for open requests when the node stops
     */
    public record Timeouts(Duration accept, Duration request, Duration idle, Duration release) {

        public static final Timeouts DEFAULT =
                new Timeouts(
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(10));

        /**
         * @throws IllegalArgumentException naming every wait that is not finite and positive
         */
        public Timeouts {
            new Problems()
                    .checkWait("accept", accept)
                    .checkWait("request", request)
                    .checkWait("idle", idle)
                    .checkWait("release", release)
                    .throwIfAny("timeouts of reception");
        }
    }

    /**
     * Free bytes in the spool's file system.
     *
     * @param softBytes with less, new associations are rejected for the time being
     * @param hardBytes with less, objects are refused with 0xA700
     */
    public record DiskMarks(long softBytes, long hardBytes) {

        public static final DiskMarks DEFAULT = new DiskMarks(2L << 30, 1L << 30);

        /**
         * @throws IllegalArgumentException unless the soft mark is reached first
         */
        public DiskMarks {
            new Problems()
                    .unless(hardBytes >= 0, "hard mark must not be negative, not " + hardBytes)
                    .unless(
                            softBytes >= hardBytes,
                            "soft mark must not be below the hard mark, "
                                    + softBytes
                                    + " < "
                                    + hardBytes)
                    .throwIfAny("disk marks");
        }
    }

    /**
     * @throws IllegalArgumentException with every problem
     */
    public ReceiveConfig {
        acceptedCallers = Set.copyOf(acceptedCallers);
        keptClasses = Set.copyOf(keptClasses);
        Problems problems =
                new Problems()
                        .unless(!bindAddress.isBlank(), "bind address must not be empty")
                        .unless(
                                port >= 0 && port <= MAX_PORT,
                                "port must be between 0 and 65535, not " + port)
                        .unless(
                                NetworkLimits.isPduLength(maxPduBytes),
                                NetworkLimits.pduLengthProblem("PDU length", maxPduBytes))
                        .unless(
                                maxObjectBytes >= 1,
                                "object length must be positive, not " + maxObjectBytes);
        keptClasses.stream()
                .filter(uid -> !Uid.isValid(uid))
                .sorted()
                .forEach(uid -> problems.unless(false, "SOP class '" + uid + "' is not a UID"));
        problems.throwIfAny("reception");
    }
}
