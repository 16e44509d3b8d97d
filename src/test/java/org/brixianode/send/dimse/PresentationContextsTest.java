package org.brixianode.send.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import org.aoju.bus.image.metric.internal.pdu.AAssociateRQ;
import org.aoju.bus.image.metric.internal.pdu.Presentation;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.send.Compression;
import org.junit.jupiter.api.Test;

final class PresentationContextsTest {

    private static final String EXPLICIT = TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final String IMPLICIT = TransferSyntaxes.IMPLICIT_VR_LITTLE_ENDIAN;
    private static final String J2K = TransferSyntaxes.JPEG_2000_LOSSLESS;

    @Test
    void proposesBothLittleEndianOnesExplicitFirst() {
        PresentationContexts contexts = new PresentationContexts(Compression.NONE);
        contexts.add(SopClasses.SECONDARY_CAPTURE, IMPLICIT);
        contexts.add(SopClasses.SECONDARY_CAPTURE, EXPLICIT);
        contexts.add(SopClasses.SECONDARY_CAPTURE, J2K);
        AAssociateRQ request = contexts.request();
        assertThat(request.getPresentationContexts())
                .extracting(Presentation::getTransferSyntax)
                .containsExactly(EXPLICIT, IMPLICIT, J2K);
        assertThat(request.getPresentationContexts())
                .extracting(Presentation::getPCID)
                .containsExactly(1, 3, 5);
    }

    @Test
    void proposesTheDeflatedSyntaxOnlyWhereItIsWantedAndLast() {
        String deflated = TransferSyntaxes.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN;
        PresentationContexts usual = new PresentationContexts(Compression.PIXELS);
        usual.add(SopClasses.SEGMENTATION, deflated);
        PresentationContexts compressed = new PresentationContexts(Compression.STORED);
        compressed.add(SopClasses.SEGMENTATION, deflated);
        assertThat(usual.request().getPresentationContexts())
                .extracting(Presentation::getTransferSyntax)
                .containsExactly(EXPLICIT, IMPLICIT);
        assertThat(compressed.request().getPresentationContexts())
                .extracting(Presentation::getTransferSyntax)
                .containsExactly(EXPLICIT, IMPLICIT, deflated);
    }

    @Test
    void proposesTheLosslessSyntaxesOfImagesForHeatmapsOnly() {
        PresentationContexts contexts = new PresentationContexts(Compression.PIXELS);
        contexts.add(
                SopClasses.SECONDARY_CAPTURE, TransferSyntaxes.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN);
        contexts.add(SopClasses.COMPREHENSIVE_3D_SR, EXPLICIT);
        assertThat(contexts.request().getPresentationContexts())
                .extracting(Presentation::getTransferSyntax)
                .containsExactly(
                        EXPLICIT,
                        IMPLICIT,
                        TransferSyntaxes.JPEG_LOSSLESS_SV1,
                        TransferSyntaxes.RLE_LOSSLESS,
                        EXPLICIT,
                        IMPLICIT);
    }

    @Test
    void takesNoMoreThanThereAreNumbersFor() {
        PresentationContexts contexts = new PresentationContexts(Compression.NONE);
        for (int i = 0; i < PresentationContexts.MAX / 2; i++) {
            assertThat(contexts.add("1.2." + i, EXPLICIT)).isTrue();
        }
        assertThat(contexts.add("1.3", J2K)).isFalse();
        assertThat(contexts.add("1.2.0", IMPLICIT)).as("needs no new one").isTrue();
        assertThat(contexts.request().getPresentationContexts())
                .hasSize(PresentationContexts.MAX)
                .extracting(Presentation::getPCID)
                .allMatch(id -> id % 2 == 1 && id <= 255);
    }
}
