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
 * Configuration of reception.
 *
 * @param aeTitle the only called AE title that is accepted
 * @param bindAddress a host name or IP address of this machine, {@code 0.0.0.0} for all interfaces
 * @param port TCP port; 0 for any free port
 * @param acceptedCallers accepted calling AE titles; empty accepts all
 * @param keptClasses further storage classes that are accepted but never scored
 * @param associations limits of concurrent associations
 * @param maxPduBytes maximum length of a P-DATA-TF from a sender
 * @param maxObjectBytes maximum length of a data set
 * @param timeouts timeouts
 * @param disk minimum free disk space
 * @param spool folder of received objects, on one file system
 * @param tls the TLS settings if the port uses TLS
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
     * The maximum number of concurrent associations.
     *
     * @param most in total
     * @param perAddress per remote address, so that one peer cannot use up the total
     */
    public record Associations(int most, int perAddress) {

        public static final Associations DEFAULT = new Associations(40, 20);

        /**
         * @throws IllegalArgumentException if a value is out of range
         */
        public Associations {
            new Problems()
                    .unless(
                            most >= 1 && most <= MAX_ASSOCIATIONS,
                            "max-associations must be between 1 and 1000, not " + most)
                    .unless(
                            perAddress >= 1 && perAddress <= MAX_ASSOCIATIONS,
                            "max-associations-per-address must be between 1 and 1000, not "
                                    + perAddress)
                    .throwIfAny("reception");
        }
    }

    /**
     * Timeouts of reception.
     *
     * @param accept of the TLS handshake, and of the A-ASSOCIATE-RQ
     * @param request of the whole data set of a C-STORE request
     * @param idle of the next request, and of the next byte within a request
     * @param release of the peer's close after a release, and of running requests at shutdown
     */
    public record Timeouts(Duration accept, Duration request, Duration idle, Duration release) {

        public static final Timeouts DEFAULT =
                new Timeouts(
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(10));

        /**
         * @throws IllegalArgumentException if a timeout is out of range; the message names every
         *     one
         */
        public Timeouts {
            new Problems()
                    .checkWait("accept", accept)
                    .checkWait("request", request)
                    .checkWait("idle", idle)
                    .checkWait("release", release)
                    .throwIfAny("timeouts");
        }
    }

    /**
     * Minimum free bytes of the spool's file system.
     *
     * @param softBytes with less, new associations are rejected (rejected-transient)
     * @param hardBytes with less, objects are refused with 0xA700
     */
    public record DiskMarks(long softBytes, long hardBytes) {

        public static final DiskMarks DEFAULT = new DiskMarks(2L << 30, 1L << 30);

        /**
         * @throws IllegalArgumentException if the soft mark is less than the hard mark
         */
        public DiskMarks {
            new Problems()
                    .unless(hardBytes >= 0, "hard-mark must not be negative, not " + hardBytes)
                    .unless(
                            softBytes >= hardBytes,
                            "soft-mark must not be below hard-mark, "
                                    + softBytes
                                    + " < "
                                    + hardBytes)
                    .throwIfAny("storage.disk");
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
                        .unless(!bindAddress.isBlank(), "bind must not be empty")
                        .unless(
                                port >= 0 && port <= MAX_PORT,
                                "port must be between 0 and 65535, not " + port)
                        .unless(
                                NetworkLimits.isPduLength(maxPduBytes),
                                NetworkLimits.pduLengthProblem("max-pdu-length", maxPduBytes))
                        .unless(
                                maxObjectBytes >= 1,
                                "max-object-size must be positive, not " + maxObjectBytes);
        keptClasses.stream()
                .filter(uid -> !Uid.isValid(uid))
                .sorted()
                .forEach(
                        uid ->
                                problems.unless(
                                        false,
                                        "storage-classes or further-sop-classes: SOP class '"
                                                + uid
                                                + "' is not a UID"));
        problems.throwIfAny("reception");
    }
}
