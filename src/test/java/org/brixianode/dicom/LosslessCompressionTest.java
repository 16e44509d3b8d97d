package org.brixianode.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.galaxy.io.ImageOutputStream;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.Tool;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DCMTK decodes the same pixels. */
final class LosslessCompressionTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir private Path folder;

    private static Attributes image(int width, int height, int samples, byte[] pixels) {
        Attributes image = new Attributes();
        image.setString(Tag.SOPClassUID, VR.UI, SopClasses.SECONDARY_CAPTURE);
        image.setString(Tag.SOPInstanceUID, VR.UI, "2.25.1");
        image.setInt(Tag.SamplesPerPixel, VR.US, samples);
        image.setString(Tag.PhotometricInterpretation, VR.CS, samples == 1 ? "MONOCHROME2" : "RGB");
        if (samples > 1) {
            image.setInt(Tag.PlanarConfiguration, VR.US, 0);
        }
        image.setInt(Tag.Rows, VR.US, height);
        image.setInt(Tag.Columns, VR.US, width);
        image.setInt(Tag.BitsAllocated, VR.US, 8);
        image.setInt(Tag.BitsStored, VR.US, 8);
        image.setInt(Tag.HighBit, VR.US, 7);
        image.setInt(Tag.PixelRepresentation, VR.US, 0);
        image.setBytes(Tag.PixelData, VR.OB, pixels);
        return image;
    }

    /** Runs of equal bytes, noise, and steps from darkest to brightest. */
    private static byte[] mixed(int count) {
        Random random = new Random(count);
        byte[] pixels = new byte[count + count % 2];
        for (int i = 0; i < count; i++) {
            boolean flat = i / 97 % 3 == 0;
            pixels[i] = (byte) (flat ? i / 400 : i % 5 == 0 ? 255 * (i % 2) : random.nextInt());
        }
        return pixels;
    }

    private byte[] decoded(Attributes image, String syntax) throws Exception {
        Path file = folder.resolve("compressed.dcm");
        LosslessCompression.compress(image, syntax);
        try (var out = Files.newOutputStream(file)) {
            Part10.writeMeta(out, Part10.fileMeta(SopClasses.SECONDARY_CAPTURE, "2.25.1", syntax));
            ImageOutputStream dicom = new ImageOutputStream(out, syntax);
            dicom.writeDataset(null, image);
            dicom.finish();
            dicom.flush();
        }
        String program = syntax.equals(TransferSyntaxes.RLE_LOSSLESS) ? "dcmdrle" : "dcmdjpeg";
        Path plain = folder.resolve("plain.dcm");
        Tool.Result result =
                Tool.run(LIMIT, Peers.program(program), file.toString(), plain.toString());
        assertThat(result.exitCode()).as(result.output()).isZero();
        return Part10.read(plain).dataset().getSafeBytes(Tag.PixelData);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, RLE_LOSSLESS",
        "1, 1, 3, JPEG_LOSSLESS_SV1",
        "300, 200, 3, RLE_LOSSLESS",
        "300, 200, 3, JPEG_LOSSLESS_SV1",
        "301, 7, 1, RLE_LOSSLESS",
        "301, 7, 1, JPEG_LOSSLESS_SV1",
        "128, 3, 3, RLE_LOSSLESS",
        "129, 3, 3, JPEG_LOSSLESS_SV1"
    })
    void decodesToTheSamePixels(int width, int height, int samples, String name) throws Exception {
        String syntax = (String) TransferSyntaxes.class.getField(name).get(null);
        byte[] pixels = mixed(width * height * samples);
        assertThat(decoded(image(width, height, samples, pixels), syntax)).isEqualTo(pixels);
    }

    @ParameterizedTest
    @ValueSource(strings = {TransferSyntaxes.RLE_LOSSLESS, TransferSyntaxes.JPEG_LOSSLESS_SV1})
    void aFlatPictureNeedsLittle(String syntax) throws Exception {
        Attributes image = image(256, 256, 3, new byte[3 * 256 * 256]);
        assertThat(decoded(image, syntax)).containsOnly(0);
        assertThat(Files.size(folder.resolve("compressed.dcm"))).isLessThan(256 * 256 / 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {TransferSyntaxes.RLE_LOSSLESS, TransferSyntaxes.JPEG_LOSSLESS_SV1})
    void refusesWhatItCannotEncode(String syntax) {
        Attributes deep = image(4, 4, 1, new byte[32]);
        deep.setInt(Tag.BitsAllocated, VR.US, 16);
        Attributes tooShort = image(4, 4, 3, new byte[16]);
        for (Attributes image : new Attributes[] {deep, tooShort}) {
            assertThatThrownBy(() -> LosslessCompression.compress(image, syntax))
                    .isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> LosslessCompression.compress(deep, syntax))
                .hasMessageContaining("not a single frame of 8 bits");
    }
}
