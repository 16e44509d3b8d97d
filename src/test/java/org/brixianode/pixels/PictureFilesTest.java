package org.brixianode.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.brixianode.study.Radiograph;
import org.brixianode.testkit.PictureEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PictureFilesTest {

    @TempDir Path folder;

    @Test
    void greyOf8And16BitsIsTakenAsItIs() throws IOException {
        assertGreyRamp(BufferedImage.TYPE_BYTE_GRAY, 255);
        assertGreyRamp(BufferedImage.TYPE_USHORT_GRAY, 65535);
    }

    private void assertGreyRamp(int type, int most) throws IOException {
        BufferedImage image = new BufferedImage(300, 2, type);
        WritableRaster raster = image.getRaster();
        for (int x = 0; x < 300; x++) {
            raster.setSample(x, 1, 0, most * x / 299);
        }
        Radiograph read = PictureFiles.read(write(image, "png"));
        assertThat(read.widthPx()).isEqualTo(300);
        for (int x = 0; x < 300; x++) {
            assertThat(read.grey().at(x, 1)).isEqualTo(most * x / 299 / (float) most);
        }
    }

    @Test
    void aJpegPictureThatIsCutOffIsRefused() throws IOException {
        BufferedImage image = new BufferedImage(200, 200, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 200 * 200; i++) {
            image.getRaster().setSample(i % 200, i / 200, 0, (i * 31) % 251);
        }
        byte[] whole = PictureEncoder.encode(image, "jpeg");
        Path file = folder.resolve("cut.jpg");
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> PictureFiles.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cut.jpg is cut off");
        Files.write(file, whole);
        assertThat(PictureFiles.read(file).widthPx()).isEqualTo(200);
    }

    @Test
    void coloursBecomeLumaAndAlphaDoesNotMatter() throws IOException {
        int[] types = {
            BufferedImage.TYPE_3BYTE_BGR,
            BufferedImage.TYPE_INT_ARGB,
            BufferedImage.TYPE_BYTE_INDEXED,
            BufferedImage.TYPE_INT_RGB
        };
        for (int type : types) {
            BufferedImage image = new BufferedImage(4, 1, type);
            image.setRGB(0, 0, 0xffff0000);
            image.setRGB(1, 0, 0xff00ff00);
            image.setRGB(2, 0, 0xff0000ff);
            image.setRGB(3, 0, 0xffffffff);
            assertThat(PictureFiles.read(write(image, "png")).grey().values())
                    .as("type %d", type)
                    .containsExactly(new float[] {0.299f, 0.587f, 0.114f, 1}, within(1e-6f));
        }
    }

    @Test
    void transparentPixelsKeepTheirGrey() throws IOException {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x01808080);
        assertThat(PictureFiles.read(write(image, "png")).grey().at(0, 0))
                .isCloseTo(128 / 255f, within(1e-6f));
    }

    @Test
    void jpegsAreRead() throws IOException {
        for (int type : new int[] {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_3BYTE_BGR}) {
            BufferedImage image = new BufferedImage(64, 32, type);
            for (int i = 0; i < 64 * 32; i++) {
                int[] pixel = new int[image.getRaster().getNumBands()];
                Arrays.fill(pixel, i % 64 < 32 ? 40 : 200);
                image.getRaster().setPixel(i % 64, i / 64, pixel);
            }
            Radiograph read = PictureFiles.read(write(image, "jpeg"));
            assertThat(read.grey().at(5, 5)).isCloseTo(40 / 255f, within(0.02f));
            assertThat(read.grey().at(60, 20)).isCloseTo(200 / 255f, within(0.02f));
        }
    }

    @Test
    void otherFilesAreNamedInTheError() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "no picture at all");
        assertThatThrownBy(() -> PictureFiles.read(text))
                .isInstanceOf(IOException.class)
                .hasMessage(text + " is neither a PNG nor a JPEG picture");
        assertThatThrownBy(() -> PictureFiles.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessage(folder + " is not a file");
        Path gif = write(new BufferedImage(3, 3, BufferedImage.TYPE_BYTE_BINARY), "gif");
        assertThatThrownBy(() -> PictureFiles.read(gif))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("neither a PNG nor a JPEG");
    }

    @Test
    void aDamagedPictureIsAnIoException() throws IOException {
        Path file = write(new BufferedImage(50, 50, BufferedImage.TYPE_BYTE_GRAY), "png");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> PictureFiles.read(file)).isInstanceOf(IOException.class);
    }

    private Path write(BufferedImage image, String format) throws IOException {
        Path file = folder.resolve("picture." + format);
        return Files.write(file, PictureEncoder.encode(image, format));
    }
}
