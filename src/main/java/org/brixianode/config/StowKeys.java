package org.brixianode.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.brixianode.receive.stow.StowConfig;
import org.brixianode.receive.stow.StowSender;
import org.brixianode.study.AeTitle;
import org.brixianode.study.StoreFile;

/** Maps the keys below {@code stow}: reception by STOW-RS. */
final class StowKeys {

    private static final Set<String> SENDER_KEYS = Set.of("name", "ae-title", "token-sha256");

    /**
     * The configuration if it is enabled.
     *
     * @param home the folder to which relative paths are relative
     * @param problems gets what is wrong
     */
    static Optional<StowConfig> read(Settings root, Path home, List<String> problems) {
        Settings stow = root.in("stow");
        Duration idle = stow.time("timeouts.idle");
        Duration request = stow.time("timeouts.request");
        List<Settings> entries = stow.objects("senders");
        if (!stow.flag("enabled")) {
            return Optional.empty();
        }
        Optional<StowConfig.Timeouts> timeouts =
                stow.made("stow.timeouts", () -> new StowConfig.Timeouts(idle, request));
        if (timeouts.isEmpty()) {
            return Optional.empty();
        }
        int before = problems.size();
        List<StowSender> senders = senders(entries);
        Optional<StowConfig.Tls> tls = tls(stow.in("tls"), home);
        return problems.size() > before
                ? Optional.empty()
                : stow.made(
                        "stow",
                        () ->
                                new StowConfig(
                                        stow.text("bind"),
                                        stow.listeningPort("port"),
                                        stow.text("path"),
                                        senders,
                                        stow.number("max-uploads"),
                                        timeouts.get(),
                                        tls));
    }

    private static List<StowSender> senders(List<Settings> entries) {
        List<StowSender> senders = new ArrayList<>();
        for (Settings one : entries) {
            one.refuseUnknown(SENDER_KEYS);
            one.parsed("ae-title", AeTitle::new)
                    .flatMap(
                            title ->
                                    one.made(
                                            one.itself(),
                                            () ->
                                                    new StowSender(
                                                            one.text("name"),
                                                            title,
                                                            one.text("token-sha256"))))
                    .ifPresent(senders::add);
        }
        return senders;
    }

    private static Optional<StowConfig.Tls> tls(Settings tls, Path home) {
        if (!tls.flag("enabled")) {
            return Optional.empty();
        }
        return tls.made(
                tls.name("enabled"),
                () ->
                        new StowConfig.Tls(
                                new StoreFile(
                                        tls.path("key-store", home),
                                        tls.text("key-store-password")),
                                TlsKeys.stores(tls, home).trusted()));
    }

    private StowKeys() {}
}
