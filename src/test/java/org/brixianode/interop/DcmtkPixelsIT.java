package org.brixianode.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.pixels.PixelResult;
import org.brixianode.pixels.PixelStage;
import org.brixianode.pixels.PixelsConfig;
import org.brixianode.study.Raster;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.StageException;
import org.brixianode.testkit.DicomObjects;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.PhantomChest;
import org.brixianode.testkit.TestObject;
import org.brixianode.testkit.Tool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decoding and windowing against DCMTK, on our own objects. */
final class DcmtkPixelsIT {

    private static final List<String> TOOLS = List.of("dcmj2pnm", "dcmcjpeg", "dcmcrle", "dcmconv");

    private static final long WAIT_SECONDS = 60;
    private static final Raster CHEST = PhantomChest.of(301, 257, 9, Map.of()).grey();

    @TempDir Path folder;

    private final PixelStage stage = new PixelStage(PixelsConfig.defaults());

    @BeforeEach
    void toolsAreThere() {
        for (String tool : TOOLS) {
            Peers.program(tool);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LINEAR", "SIGMOID"})
    void windowsLookLikeDcmtks(String function) throws Exception {
        TestObject object = DicomObjects.cr("window", CHEST, 12);
        DicomObjects.window(object, 1900, 2100, function);
        assertLooksTheSame(object, "+Wi", "1");
    }

    @Test
    void signedValuesLookLikeDcmtks() throws Exception {
        TestObject object = DicomObjects.signed(DicomObjects.cr("signed", CHEST, 16));
        assertLooksTheSame(DicomObjects.window(object, 30000, 40000, "LINEAR"), "+Wi", "1");
    }

    @Test
    void monochrome1LooksLikeDcmtks() throws Exception {
        TestObject object = DicomObjects.monochrome1(DicomObjects.dx("one", CHEST, 10));
        assertLooksTheSame(object, "+Wi", "1");
    }

    @Test
    void aVoiLutIsRenderedLikeDcmtk() throws Exception {
        int[] entries = new int[4096];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = (int) Math.round(65535 * Math.pow(i / 4095.0, 1.7));
        }
        TestObject object = DicomObjects.voiLut(DicomObjects.dx("lut", CHEST, 12), 0, entries);
        assertLooksTheSame(object, "+Wl", "1");
    }

    @Test
    void imagesEncodedByDcmtkAreDecodedIdentically() throws Exception {
        for (int bits : new int[] {8, 12, 16}) {
            TestObject object = DicomObjects.cr("encoded", CHEST, bits);
            Path ours = folder.resolve("ours.dcm");
            ReceivedInstance instance =
                    object.write(ours, TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
            float[] expected = read(instance).values();
            List<List<String>> encoders = new ArrayList<>();
            encoders.add(List.of("dcmcrle"));
            encoders.add(List.of("dcmconv", "+tb"));
            encoders.add(List.of("dcmconv", "+td"));
            encoders.add(List.of("dcmconv", "+ti"));
            for (int predictor = 1; predictor <= 7; predictor++) {
                encoders.add(List.of("dcmcjpeg", "+el", "+sv", Integer.toString(predictor)));
            }
            for (List<String> encoder : encoders) {
                Path theirs = folder.resolve("theirs.dcm");
                List<String> command = new ArrayList<>(encoder);
                command.addAll(List.of(ours.toString(), theirs.toString()));
                run(command);
                Raster read = read(TestObject.received(theirs, object.header(), ""));
                assertThat(read.values()).as("%s, %d bits", encoder, bits).isEqualTo(expected);
            }
        }
    }

    private void assertLooksTheSame(TestObject object, String... voi) throws Exception {
        object.with(Tag.PixelAspectRatio, VR.IS, "1", "1");
        Path file = folder.resolve("object.dcm");
        Raster ours = read(object.write(file, TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN));
        Path picture = folder.resolve("picture.png");
        List<String> command = new ArrayList<>(List.of("dcmj2pnm"));
        command.addAll(List.of(voi));
        command.addAll(List.of("+on2", file.toString(), picture.toString()));
        run(command);
        BufferedImage theirs = ImageIO.read(picture.toFile());
        double worst = 0;
        for (int y = 0; y < ours.heightPx(); y++) {
            for (int x = 0; x < ours.widthPx(); x++) {
                double their = theirs.getRaster().getSample(x, y, 0) / 65535.0;
                worst = Math.max(worst, Math.abs(their - ours.at(x, y)));
            }
        }
        assertThat(worst).as("largest difference").isLessThan(2.5 / 65535);
    }

    private Raster read(ReceivedInstance instance) throws StageException {
        PixelResult result = stage.read(instance);
        assertThat(result).isInstanceOf(PixelResult.Accepted.class);
        return ((PixelResult.Accepted) result).radiograph().grey();
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Tool.Result result =
                Tool.run(Duration.ofSeconds(WAIT_SECONDS), command.toArray(String[]::new));
        assertThat(result.exitCode()).as("%s%n%s", command, result.output()).isZero();
    }
}
