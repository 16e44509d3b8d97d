package org.brixianode.config;

import java.nio.file.Path;
import java.util.Optional;
import org.brixianode.watch.WatchConfig;

/** Maps the keys below {@code watch}. */
final class WatchKeys {

    /**
     * @param home the folder to which relative paths are relative
     */
    static Optional<WatchConfig> read(Settings root, Path home) {
        Settings watch = root.in("watch");
        return watch.made(
                "watch",
                () ->
                        new WatchConfig(
                                watch.time("interval"),
                                watch.time("echo-interval"),
                                patience(watch),
                                new WatchConfig.Samples(
                                        watch.number("missed-images"),
                                        watch.number("unscored-images"),
                                        watch.number("drift-images")),
                                watch.bytes("disk-low"),
                                watch.time("certificate-expires"),
                                watch.time("clock-jump")));
    }

    private static WatchConfig.Patience patience(Settings watch) {
        return new WatchConfig.Patience(
                watch.time("scoring-stalled"),
                watch.time("job-hangs"),
                watch.time("results-waiting"),
                watch.time("results-not-committed"),
                watch.time("destination-unreachable"),
                watch.time("destination-not-ready"));
    }

    private WatchKeys() {}
}
