package org.brixianode.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.brixianode.receive.ReceiveConfig;
import org.brixianode.receive.stow.StowConfig;
import org.brixianode.web.WebConfig;

/** Refuses two ports of the node that are the same. */
final class OwnPorts {

    /**
     * A port on which the node listens.
     *
     * @param key the block with {@code port} and {@code bind}
     */
    private record Listener(String key, String bind, int port) {

        /** Port 0 is any free one. A wildcard address includes every other one. */
        boolean isInTheWayOf(Listener other) {
            return port != 0
                    && port == other.port
                    && (bind.equals(other.bind)
                            || isWildcard(bind)
                            || isWildcard(other.bind)
                            || isSame(bind, other.bind));
        }

        @Override
        public String toString() {
            return "%s.port on %s".formatted(key, bind);
        }
    }

    /**
     * @param stow empty if it is not enabled or invalid
     * @param problems gets each pair of equal ports
     */
    static void check(
            Optional<ReceiveConfig> receive,
            Optional<StowConfig> stow,
            Optional<WebConfig> web,
            List<String> problems) {
        List<Listener> all =
                Stream.of(
                                receive.map(
                                        one ->
                                                new Listener(
                                                        "dicom", one.bindAddress(), one.port())),
                                stow.map(one -> new Listener("stow", one.bind(), one.port())),
                                web.filter(WebConfig::enabled)
                                        .map(one -> new Listener("web", one.bind(), one.port())))
                        .flatMap(Optional::stream)
                        .toList();
        for (Listener one : all) {
            for (Listener other : all.subList(all.indexOf(one) + 1, all.size())) {
                if (one.isInTheWayOf(other)) {
                    problems.add(
                            "%s and %s are both %d: each needs a port of its own"
                                    .formatted(one, other, one.port()));
                }
            }
        }
    }

    private static boolean isWildcard(String bind) {
        return bind.equals("0.0.0.0") || bind.equals("::");
    }

    private static boolean isSame(String bind, String other) {
        try {
            return InetAddress.getByName(bind).equals(InetAddress.getByName(other));
        } catch (UnknownHostException e) {
            // A name that is not known is told when the port is opened.
            return false;
        }
    }

    private OwnPorts() {}
}
