package org.brixianode.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.brixianode.config.NodeConfig;
import org.brixianode.dicom.TlsConfig;
import org.brixianode.ops.audit.SyslogConfig;
import org.brixianode.ops.notify.NotifyConfig;
import org.brixianode.receive.stow.StowConfig;
import org.brixianode.send.Destination;
import org.brixianode.send.DestinationStores;
import org.brixianode.watch.WatchedNode.Store;

/**
 * The key stores and trust stores in use. Those of the port and the page are kept where a changed
 * file cannot be used; those of destinations, syslog and notifications are read for each
 * connection.
 */
final class WatchedStores {

    private final List<Store> stores = new ArrayList<>();

    /**
     * @param destinations those in use now
     */
    static List<Store> of(NodeConfig config, List<Destination> destinations) {
        WatchedStores all = new WatchedStores();
        config.receive().tls().ifPresent(tls -> all.add("dicom.tls", tls, true));
        config.web()
                .access()
                .tls()
                .ifPresent(tls -> all.keys("web", tls.keyStore(), tls.password(), true));
        config.stow()
                .flatMap(StowConfig::tls)
                .ifPresent(
                        tls -> {
                            all.keys("stow", tls.keys().file(), tls.keys().password(), true);
                            tls.trusted()
                                    .ifPresent(
                                            one ->
                                                    all.trusted(
                                                            "stow",
                                                            one.file(),
                                                            one.password(),
                                                            true));
                        });
        for (Destination one : destinations) {
            all.add("destination " + one.name(), one.stores());
        }
        config.audit().syslog().ifPresent(all::add);
        all.add(config.notifications());
        return all.stores;
    }

    private void add(String name, TlsConfig tls, boolean kept) {
        keys(name, tls.keyStore(), tls.keyStorePassword(), kept);
        trusted(name, tls.trustStore(), tls.trustStorePassword(), kept);
    }

    private void add(String name, DestinationStores used) {
        used.keys().ifPresent(store -> keys(name, store.file(), store.password(), false));
        used.trusted().ifPresent(store -> trusted(name, store.file(), store.password(), false));
    }

    private void add(SyslogConfig syslog) {
        if (syslog.transport() == SyslogConfig.Transport.TLS) {
            syslog.keys()
                    .ifPresent(
                            store -> keys("audit.syslog", store.file(), store.password(), false));
            syslog.trusted()
                    .ifPresent(
                            store ->
                                    trusted("audit.syslog", store.file(), store.password(), false));
        }
    }

    private void add(NotifyConfig notify) {
        if (notify.mail().isPresent() || notify.webhook().isPresent()) {
            notify.trust()
                    .ifPresent(store -> trusted("notify", store.file(), store.password(), false));
        }
    }

    private void keys(String name, Path file, String password, boolean kept) {
        stores.add(new Store(name + " key-store", file, password, false, kept));
    }

    private void trusted(String name, Path file, String password, boolean kept) {
        stores.add(new Store(name + " trust-store", file, password, true, kept));
    }

    private WatchedStores() {}
}
