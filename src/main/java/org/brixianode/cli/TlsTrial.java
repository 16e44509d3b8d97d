package org.brixianode.cli;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.brixianode.config.NodeConfig;
import org.brixianode.dicom.TlsConfig;
import org.brixianode.dicom.TlsStores;
import org.brixianode.send.Destination;

/**
 * The TLS stores of the port and of every destination, opened before anything starts.
 *
 * @param opened what speaks TLS and has its stores
 * @param problems stores that cannot be used, one line each
 * @param remarks certificates that are not valid now or not for much longer, one line each
 */
record TlsTrial(List<String> opened, List<String> problems, List<String> remarks) {

    static TlsTrial of(NodeConfig config, Instant now) {
        TlsTrial trial = new TlsTrial(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        trial.look("dicom.tls", config.receive().tls(), now);
        for (Destination destination : config.destinations()) {
            trial.look("destination " + destination.name(), destination.tls(), now);
        }
        return trial;
    }

    private void look(String what, Optional<TlsConfig> tls, Instant now) {
        if (tls.isEmpty()) {
            return;
        }
        try {
            TlsStores stores = TlsStores.open(tls.get());
            stores.remarks(tls.get(), now).forEach(remark -> remarks.add(what + ": " + remark));
            opened.add(what);
        } catch (IOException e) {
            problems.add(what + ": " + e.getMessage());
        }
    }

    /**
     * @throws CommandFailure naming every store that cannot be used
     */
    void requireUsable() {
        if (!problems.isEmpty()) {
            throw new CommandFailure(ExitCode.CONFIGURATION, String.join("; ", problems));
        }
    }
}
