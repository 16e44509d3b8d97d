package org.brixianode.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.dimse.DimseConfig;
import org.brixianode.study.AeTitle;

/** A node on loopback whose one destination is a {@link ResultReceiver}. */
public final class Loopback {

    public static final String ADDRESS = "127.0.0.1";
    public static final AeTitle NODE = new AeTitle("BRIXIA");

    /**
     * The node's configuration.
     *
     * @param folder for everything that it writes
     * @param port 0 for any that is free
     * @param model folder of the model
     * @param workers threads that run the network
     * @param destination name of the receiver
     */
    public static String config(
            Path folder,
            int port,
            Path model,
            int workers,
            String destination,
            ResultReceiver receiver) {
        return """
               dicom { ae-title = %s, bind = "%s", port = %d }
               storage { dir = "%s", disk { soft-mark = 200 MiB, hard-mark = 100 MiB } }
               database { url = "jdbc:h2:file:%s/db/brixia" }
               model { dir = "%s", workers = %d }
               web { enabled = false }
               destinations = [ { name = %s, ae-title = %s, host = "%s", port = %d, compressed = none } ]
               """
                .formatted(
                        NODE,
                        ADDRESS,
                        port,
                        folder,
                        folder,
                        model.toAbsolutePath(),
                        workers,
                        destination,
                        ResultReceiver.TITLE,
                        ADDRESS,
                        receiver.port());
    }

    /** The node, to send to. */
    public static DimseDestination node(int port) {
        return new DimseDestination("node", NODE, ADDRESS, port, Optional.empty());
    }

    /** How objects are sent to it. */
    public static DimseConfig sending() {
        return DimseConfig.defaults(ResultReceiver.TITLE);
    }

    /** A port that is free now, for a program that has to be told one. */
    public static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName(ADDRESS))) {
            return probe.getLocalPort();
        }
    }

    private Loopback() {}
}
