package org.brixianode.pixels;

import com.github.jaiimageio.jpeg2000.impl.J2KImageReaderSpi;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/**
 * Selects image codecs by their implementation.
 *
 * <p>ImageIO may select the DICOM library's codecs for a format, which need a native library that
 * is not included and fail with a missing class.
 */
final class ImageCodecs {

    private static final String TWELVE_MONKEYS_JPEG = "com.twelvemonkeys.imageio.plugins.jpeg.";
    private static final String JDK_PNG = "com.sun.imageio.plugins.png.";

    /** The codec of DCT-based JPEG. */
    static ImageReader jpeg() throws IOException {
        return reader(TWELVE_MONKEYS_JPEG);
    }

    static ImageReader png() throws IOException {
        return reader(JDK_PNG);
    }

    static ImageReader jpeg2000() throws IOException {
        return new J2KImageReaderSpi().createReaderInstance();
    }

    private static ImageReader reader(String packagePrefix) throws IOException {
        Iterator<ImageReaderSpi> providers =
                IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, true);
        while (providers.hasNext()) {
            ImageReaderSpi provider = providers.next();
            if (provider.getClass().getName().startsWith(packagePrefix)) {
                return provider.createReaderInstance();
            }
        }
        throw new IllegalStateException("no image codec " + packagePrefix + "* on the class path");
    }

    private ImageCodecs() {}
}
