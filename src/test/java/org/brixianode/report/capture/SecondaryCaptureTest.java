package org.brixianode.report.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.report.ReportRequest;
import org.brixianode.report.ReportStage;
import org.brixianode.report.sr.SrForm;
import org.brixianode.study.HeatKind;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.ScoreSheet;
import org.brixianode.testkit.ReportFixtures;
import org.brixianode.testkit.ResultKinds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecondaryCaptureTest {

    @TempDir private Path folder;

    private final ReportStage stage = ReportFixtures.STAGE;

    private ReportRequest request(Consumer<Attributes> change) throws Exception {
        return ReportFixtures.request(
                ReportFixtures.source(folder, change), SrForm.COMPREHENSIVE_3D);
    }

    private Attributes heatmap(Consumer<Attributes> change) throws Exception {
        List<OutgoingObject> written = stage.write(request(change), folder.resolve("out"));
        OutgoingObject last = written.get(written.size() - 1);
        assertThat(last.kind()).isEqualTo(ResultKinds.HEATMAP);
        return ReportFixtures.read(last.file());
    }

    @Test
    void itNamesItsKindAndItsSource() throws Exception {
        Attributes heatmap = heatmap(header -> {});
        assertThat(heatmap.getStrings(Tag.ImageType)).containsExactly("DERIVED", "SECONDARY");
        assertThat(heatmap.getString(Tag.ConversionType)).isEqualTo("WSD");
        assertThat(heatmap.getString(Tag.BurnedInAnnotation)).isEqualTo("YES");
        Attributes source = heatmap.getNestedDataset(Tag.SourceImageSequence);
        assertThat(source.getString(Tag.ReferencedSOPInstanceUID)).isEqualTo("2.25.101");
        assertThat(
                        source.getNestedDataset(Tag.PurposeOfReferenceCodeSequence)
                                .getString(Tag.CodeValue))
                .isEqualTo("121322");
        assertThat(heatmap.getString(Tag.DerivationDescription))
                .contains("bsnet-mini 1.0.0", "local severity");
    }

    @Test
    void anotherMapIsAnotherObjectThatSaysSo() throws Exception {
        ReportRequest usual = request(header -> {});
        ScoreSheet sheet = usual.sheet();
        ReportRequest other =
                new ReportRequest(
                        usual.source(),
                        usual.header(),
                        usual.acquisition(),
                        usual.radiograph(),
                        sheet.withHeat(sheet.heat(), HeatKind.SUPER_PIXELS),
                        usual.scoredAt(),
                        usual.run(),
                        usual.earlier(),
                        usual.predecessor(),
                        usual.receivers());
        List<OutgoingObject> one = stage.write(usual, folder.resolve("out"));
        List<OutgoingObject> two = stage.write(other, folder.resolve("out"));
        assertThat(two.get(0).ref()).isEqualTo(one.get(0).ref());
        assertThat(two.get(1).ref().sopInstanceUid())
                .isNotEqualTo(one.get(1).ref().sopInstanceUid());
        assertThat(ReportFixtures.read(two.get(1).file()).getString(Tag.DerivationDescription))
                .contains("super-pixels");
    }

    @Test
    void itsPixelsAreThePicture() throws Exception {
        BufferedImage picture = ReportFixtures.picture(request(header -> {}));
        Attributes heatmap = heatmap(header -> {});
        assertThat(heatmap.getInt(Tag.Rows, 0)).isEqualTo(picture.getHeight());
        assertThat(heatmap.getInt(Tag.Columns, 0)).isEqualTo(picture.getWidth());
        assertThat(heatmap.getString(Tag.PhotometricInterpretation)).isEqualTo("RGB");
        byte[] pixels = heatmap.getBytes(Tag.PixelData);
        assertThat(pixels).hasSize(3 * picture.getWidth() * picture.getHeight());
        int at = 3 * (picture.getWidth() * 500 + 400);
        int rgb = picture.getRGB(400, 500) & 0xffffff;
        assertThat((pixels[at] & 0xff) << 16 | (pixels[at + 1] & 0xff) << 8 | pixels[at + 2] & 0xff)
                .isEqualTo(rgb);
    }

    @Test
    void itIsStoredDeflatedWithReproducibleBytes() throws Exception {
        ReportRequest request = request(header -> {});
        Path one = stage.write(request, folder.resolve("one")).get(1).file();
        Path two = stage.write(request, folder.resolve("two")).get(1).file();
        assertThat(one).hasSameBinaryContentAs(two);
        assertThat(Files.size(one) % 2).as("even length").isZero();
        BufferedImage picture = ReportFixtures.picture(request);
        assertThat(Files.size(one)).isLessThan(picture.getWidth() * picture.getHeight());
        BufferedImage read = HeatmapFiles.read(one).orElseThrow();
        int width = picture.getWidth();
        int height = picture.getHeight();
        assertThat(read.getRGB(0, 0, width, height, null, 0, width))
                .isEqualTo(picture.getRGB(0, 0, width, height, null, 0, width));
    }

    @Test
    void lossyStaysLossy() throws Exception {
        Attributes lossy =
                heatmap(
                        header -> {
                            header.setString(Tag.LossyImageCompression, VR.CS, "01");
                            header.setString(Tag.LossyImageCompressionRatio, VR.DS, "9.5");
                            header.setString(Tag.LossyImageCompressionMethod, VR.CS, "ISO_10918_1");
                        });
        assertThat(lossy.getString(Tag.LossyImageCompression)).isEqualTo("01");
        assertThat(lossy.getString(Tag.LossyImageCompressionRatio)).isEqualTo("9.5");
        assertThat(heatmap(header -> {}).getString(Tag.LossyImageCompression)).isEqualTo("00");
    }
}
