package org.brixianode.testkit;

import com.github.jaiimageio.jpeg2000.J2KImageWriteParam;
import com.github.jaiimageio.jpeg2000.impl.J2KImageWriterSpi;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.ImageOutputStream;

/** Writes grey code streams with the image codecs of the class path. */
public final class PictureEncoder {

    /** JPEG Baseline, 8 bits, lossy. */
    static byte[] jpegBaseline(short[] cells, int columns) throws IOException {
        return encode(image(cells, columns, BufferedImage.TYPE_BYTE_GRAY), "jpeg");
    }

    /**
     * Encodes a picture with the JDK's own codec, whichever others there are.
     *
     * @param format png, jpeg or gif
     */
    public static byte[] encode(BufferedImage image, String format) throws IOException {
        ImageWriter writer = jdkWriter(format);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(image);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    private static ImageWriter jdkWriter(String format) throws IOException {
        Iterator<ImageWriterSpi> providers =
                IIORegistry.getDefaultInstance().getServiceProviders(ImageWriterSpi.class, true);
        String maker = "com.sun.imageio.plugins." + format + ".";
        ImageWriterSpi provider = providers.next();
        while (!provider.getClass().getName().startsWith(maker)) {
            provider = providers.next();
        }
        return provider.createWriterInstance();
    }

    /** JPEG 2000, reversible, as a bare code stream. */
    public static byte[] jpeg2000(short[] cells, int columns, int bits) throws IOException {
        int type = bits == 8 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_USHORT_GRAY;
        ImageWriter writer = new J2KImageWriterSpi().createWriterInstance();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            J2KImageWriteParam lossless = (J2KImageWriteParam) writer.getDefaultWriteParam();
            lossless.setLossless(true);
            lossless.setWriteCodeStreamOnly(true);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image(cells, columns, type), null, null), lossless);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    private static BufferedImage image(short[] cells, int columns, int type) {
        BufferedImage image = new BufferedImage(columns, cells.length / columns, type);
        for (int i = 0; i < cells.length; i++) {
            image.getRaster().setSample(i % columns, i / columns, 0, cells[i] & 0xffff);
        }
        return image;
    }

    private PictureEncoder() {}
}
