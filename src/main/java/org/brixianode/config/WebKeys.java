package org.brixianode.config;

import java.nio.file.Path;
import java.util.Optional;
import org.brixianode.web.WebConfig;

/** Maps the keys below {@code web}. */
final class WebKeys {

    /**
     * @param home the folder to which relative paths are relative
     */
    static Optional<WebConfig> read(Settings root, Path home) {
        Settings web = root.in("web");
        return web.made(
                "web",
                () -> new WebConfig(web.flag("enabled"), web.text("bind"), web.number("port")));
    }

    private WebKeys() {}
}
