package org.brixianode.report.pdf;

import java.util.Arrays;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.report.module.Codes;
import org.brixianode.report.module.Result;
import org.brixianode.report.module.ResultDataset;
import org.brixianode.report.module.SeriesHead;
import org.brixianode.report.module.Wording;
import org.brixianode.study.InstanceRef;

/** Composes the Encapsulated PDF object (PS3.3 A.45.1). */
final class EncapsulatedPdf {

    /**
     * Composes the data set.
     *
     * @param document the PDF
     * @param seriesNumber (0020,0011) of the node's documents
     */
    static Attributes dataset(Result result, byte[] document, int seriesNumber) {
        SeriesHead series = new SeriesHead("DOC", seriesNumber, Wording.TITLE, 1);
        Attributes target = ResultDataset.begin(result, series, result.heatRef(PdfWriter.FORM));
        result.source().copySequence(target, Tag.RequestAttributesSequence);
        target.setString(Tag.ConversionType, VR.CS, "WSD");
        encapsulated(result, document, target);
        return ResultDataset.finish(target);
    }

    /** Encapsulated Document (PS3.3 C.24.2). */
    private static void encapsulated(Result result, byte[] document, Attributes target) {
        target.setNull(Tag.AcquisitionDateTime, VR.DT);
        target.setString(Tag.BurnedInAnnotation, VR.CS, "YES");
        target.setString(Tag.VerificationFlag, VR.CS, "UNVERIFIED");
        target.setString(Tag.DocumentTitle, VR.ST, Wording.TITLE);
        Codes.CHEST_CAD_REPORT.writeTo(target, Tag.ConceptNameCodeSequence);
        InstanceRef source = result.source().ref();
        Attributes item = new Attributes();
        target.newSequence(Tag.SourceInstanceSequence, 1).add(item);
        item.setString(Tag.ReferencedSOPClassUID, VR.UI, source.sopClassUid());
        item.setString(Tag.ReferencedSOPInstanceUID, VR.UI, source.sopInstanceUid());
        target.setString(Tag.MIMETypeOfEncapsulatedDocument, VR.LO, "application/pdf");
        int even = document.length + document.length % 2;
        target.setBytes(Tag.EncapsulatedDocument, VR.OB, Arrays.copyOf(document, even));
        target.setInt(Tag.EncapsulatedDocumentLength, VR.UL, document.length);
    }

    private EncapsulatedPdf() {}
}
