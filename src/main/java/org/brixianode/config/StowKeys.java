package org.brixianode.config;

import java.nio.file.Path;
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
        Optional<StowConfig.Timeouts> timeouts =
                stow.made(
                        "stow.timeouts",
                        () ->
                                new StowConfig.Timeouts(
                                        stow.time("timeouts.idle"), stow.time("timeouts.request")));
        if (!stow.flag("enabled") || timeouts.isEmpty()) {
            return Optional.empty();
        }
        int before = problems.size();
        List<StowSender> senders = senders(stow, problems);
        Optional<StowConfig.Tls> tls = tls(stow.in("tls"), home);
        return problems.size() > before
                ? Optional.empty()
                : stow.made(
                        "stow",
                        () ->
                                new StowConfig(
                                        stow.text("bind"),
                                        stow.number("port"),
                                        stow.text("path"),
                                        senders,
                                        stow.number("max-uploads"),
                                        timeouts.get(),
                                        tls));
    }

    private static List<StowSender> senders(Settings stow, List<String> problems) {
        List<StowSender> senders = new ArrayList<>();
        for (Settings one : stow.objects("senders")) {
            one.keys().stream()
                    .filter(key -> !KeyPaths.isKnown(key, SENDER_KEYS))
                    .forEach(key -> problems.add(UnknownKey.text(one.name(""), key, SENDER_KEYS)));
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
