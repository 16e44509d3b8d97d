package org.brixianode.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.brixianode.send.StowDestination;

/** Maps the keys of a destination with {@code protocol = stow}. */
final class StowDestinationKeys {

    private static final String COMPRESSED = "compressed";

    static final Set<String> KEYS = keys();

    /** What may be sent compressed; HTTP negotiates no transfer syntax of images. */
    enum Compressed {
        NONE,
        STORED
    }

    private static Set<String> keys() {
        Set<String> keys = new TreeSet<>(HttpServiceKeys.KEYS);
        keys.add(COMPRESSED);
        return keys;
    }

    /**
     * @param home the folder to which relative paths are relative
     */
    static Optional<StowDestination> read(Settings one, String name, Path home) {
        return HttpServiceKeys.read(one, home)
                .flatMap(
                        service ->
                                one.made(
                                        one.itself(),
                                        () ->
                                                new StowDestination(
                                                        name,
                                                        service,
                                                        one.choice(COMPRESSED, Compressed.NONE)
                                                                == Compressed.STORED)));
    }

    private StowDestinationKeys() {}
}
