package org.brixianode.testkit;

import java.awt.image.RenderedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;

/** For people who want to look: {@code -Dbrixia.pictures=FOLDER} keeps what tests have drawn. */
public final class KeptPictures {

    /** The folder, if pictures are kept. */
    public static Optional<Path> folder() {
        return Optional.ofNullable(System.getProperty("brixia.pictures")).map(Path::of);
    }

    /** Keeps a picture as {@code NAME.png}, if pictures are kept. */
    public static void keep(RenderedImage picture, String name) throws IOException {
        Optional<Path> folder = folder();
        if (folder.isPresent()) {
            ImageIO.write(picture, "png", folder.get().resolve(name + ".png").toFile());
        }
    }

    private KeptPictures() {}
}
