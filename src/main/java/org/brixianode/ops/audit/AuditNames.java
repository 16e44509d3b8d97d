package org.brixianode.ops.audit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.brixianode.study.AeTitle;

/**
 * Names of this node and of its destinations in audit messages.
 *
 * @param title the node's AE title
 * @param host name of the machine
 * @param process process ID of the node
 * @param user operating system user that runs the node
 * @param destinations by their names in the configuration; may get further ones
 */
public record AuditNames(
        AeTitle title, String host, long process, String user, Map<String, Peer> destinations) {

    /**
     * A destination.
     *
     * @param identity its AE title, or its URL or address
     * @param title its AE title, if it has one
     * @param keepsObjects whether it gets DICOM objects; otherwise messages that are made of them
     */
    public record Peer(
            String identity, Optional<AeTitle> title, String host, boolean keepsObjects) {}

    public AuditNames {
        destinations = Collections.unmodifiableMap(destinations);
    }

    /** The names of this process. */
    public static AuditNames ofProcess(AeTitle title, Map<String, Peer> destinations) {
        return new AuditNames(
                title,
                hostName(),
                ProcessHandle.current().pid(),
                System.getProperty("user.name", "unknown"),
                destinations);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
