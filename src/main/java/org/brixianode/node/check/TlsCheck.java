package org.brixianode.node.check;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.brixianode.config.NodeConfig;
import org.brixianode.dicom.TlsConfig;
import org.brixianode.dicom.TlsStores;
import org.brixianode.ops.audit.SyslogConfig;
import org.brixianode.ops.notify.NotifyConfig;
import org.brixianode.receive.stow.StowConfig;
import org.brixianode.send.Destination;
import org.brixianode.send.DestinationStores;
import org.brixianode.study.StoreFile;
import org.brixianode.web.access.ServerTls;

/**
 * Checks the TLS stores of the port, of every destination and of the HTTP server.
 *
 * @param opened the port and the destinations whose stores were opened
 * @param problems stores that cannot be used, one line each
 * @param remarks certificates that are not valid yet, have expired or expire soon, and what crosses
 *     a network in clear text, one line each
 */
public record TlsCheck(List<String> opened, List<String> problems, List<String> remarks) {

    public static TlsCheck of(NodeConfig config, Instant now) {
        TlsCheck check = new TlsCheck(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        check.open("dicom.tls", config.receive().tls(), now);
        config.stow()
                .flatMap(StowConfig::tls)
                .ifPresent(
                        tls ->
                                check.open(
                                        "stow.tls",
                                        new DestinationStores(
                                                Optional.of(tls.keys()), tls.trusted()),
                                        now));
        for (Destination destination : config.destinations()) {
            check.open(destination, now);
        }
        if (config.web().enabled()) {
            config.web().access().tls().ifPresent(tls -> check.open(tls, now));
        }
        check.remarkClearText(config);
        return check;
    }

    private void remarkClearText(NodeConfig config) {
        List<String> found = new ArrayList<>();
        config.stow().flatMap(StowConfig::clearText).ifPresent(found::add);
        for (Destination destination : config.destinations()) {
            destination
                    .clearText()
                    .ifPresent(
                            what -> found.add("destination " + destination.name() + ": " + what));
        }
        config.web().clearText().ifPresent(found::add);
        NotifyConfig notify = config.notifications();
        notify.mail().flatMap(NotifyConfig.Mail::clearText).ifPresent(found::add);
        notify.webhook().flatMap(NotifyConfig.Webhook::clearText).ifPresent(found::add);
        config.audit().syslog().flatMap(SyslogConfig::clearText).ifPresent(found::add);
        found.forEach(what -> remarks.add(what + " cross the network in clear text"));
    }

    private void open(ServerTls tls, Instant now) {
        try {
            tls.remarks(now).forEach(remark -> remarks.add("web.tls: " + remark));
            opened.add("web.tls");
        } catch (IOException e) {
            problems.add("web.tls: " + e.getMessage());
        }
    }

    private void open(Destination destination, Instant now) {
        open("destination " + destination.name(), destination.stores(), now);
    }

    private void open(String what, DestinationStores stores, Instant now) {
        if (stores.isEmpty()) {
            return;
        }
        try {
            if (stores.keys().isPresent()) {
                StoreFile file = stores.keys().get();
                remark(what, TlsStores.remarks(file.keys(), file.file(), now));
            }
            if (stores.trusted().isPresent()) {
                StoreFile file = stores.trusted().get();
                remark(what, TlsStores.remarks(file.trusted(), file.file(), now));
            }
            opened.add(what);
        } catch (IOException e) {
            problems.add(what + ": " + e.getMessage());
        }
    }

    private void remark(String what, List<String> found) {
        found.forEach(remark -> remarks.add(what + ": " + remark));
    }

    private void open(String what, Optional<TlsConfig> tls, Instant now) {
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
}
