package org.brixianode.priors;

import java.time.Duration;
import org.brixianode.dicom.NetworkLimits;
import org.brixianode.dicom.Problems;
import org.brixianode.study.AeTitle;

/**
 * Configuration of the search for earlier radiographs.
 *
 * @param ownTitle calling AE title, and with C-MOVE the destination
 * @param ownPort TCP port of the node's Storage SCP, the port of the C-MOVE destination
 * @param source the PACS
 * @param retrieve how images are fetched
 * @param number maximum number of earlier studies that are fetched, the latest first
 * @param age maximum age of a study at that of the present image
 * @param longestWait how long an image waits at most
 * @param limits timeouts of each association
 */
public record PriorsConfig(
        AeTitle ownTitle,
        int ownPort,
        PriorSource source,
        Retrieve retrieve,
        int number,
        Duration age,
        Duration longestWait,
        NetworkLimits limits) {

    /** The longest wait: beyond it an alarm would say that scoring has stalled. */
    public static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    /** How images are fetched. */
    public enum Retrieve {
        /** By C-MOVE to the node's own AE title, which the PACS must know. */
        MOVE,
        /** By C-GET in the same association. */
        GET
    }

    /**
     * @throws IllegalArgumentException if the wait is out of range
     */
    public PriorsConfig {
        new Problems()
                .unless(
                        longestWait.compareTo(SHORTEST_WAIT) >= 0
                                && longestWait.compareTo(LONGEST_WAIT) <= 0,
                        "wait must be 1 s to 10 minutes, not " + longestWait.toMillis() + " ms")
                .throwIfAny("priors");
    }

    /** The same search by a node with another port, or with other timeouts. */
    public PriorsConfig by(AeTitle title, int port, NetworkLimits timeouts) {
        return new PriorsConfig(title, port, source, retrieve, number, age, longestWait, timeouts);
    }
}
