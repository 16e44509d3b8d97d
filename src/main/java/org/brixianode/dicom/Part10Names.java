package org.brixianode.dicom;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.io.ImageInputStream;

/**
 * The UIDs and AE titles of a DICOM file, read without any other value.
 *
 * @param transferSyntaxUid (0002,0010)
 * @param sourceAe (0002,0016), the AE that sent or wrote it
 * @param receivingAe (0002,0018), the AE that received it
 * @param sopClassUid (0008,0016)
 * @param sopInstanceUid (0008,0018)
 * @param studyUid (0020,000D)
 * @param seriesUid (0020,000E)
 * @param datasetOffset where the data set begins in the file
 */
public record Part10Names(
        String transferSyntaxUid,
        Optional<String> sourceAe,
        Optional<String> receivingAe,
        Optional<String> sopClassUid,
        Optional<String> sopInstanceUid,
        Optional<String> studyUid,
        Optional<String> seriesUid,
        long datasetOffset) {

    /**
     * Reads as far as the Series Instance UID, at most 32 MiB of the (inflated) data set; other
     * values are skipped, so that no object can exhaust the memory.
     *
     * @throws IOException if it is not a DICOM file with meta information, or is damaged up to that
     *     attribute; the message does not name the file
     */
    public static Part10Names read(Path file) throws IOException {
        try (ImageInputStream in = DicomInput.open(Files.newInputStream(file))) {
            Attributes meta = in.readFileMetaInformation();
            if (meta == null || meta.getString(Tag.TransferSyntaxUID) == null) {
                throw new IOException("no file meta information");
            }
            long offset = in.getPosition();
            return of(meta, NamesScan.read(in), offset);
        } catch (EOFException e) {
            throw new IOException("not a DICOM file, or cut off before its UIDs", e);
        } catch (RuntimeException | StackOverflowError e) {
            // The library throws unchecked exceptions on some malformed lengths and VRs.
            throw new IOException("not a DICOM file, or damaged before its UIDs", e);
        }
    }

    private static Part10Names of(Attributes meta, Attributes names, long offset) {
        return new Part10Names(
                meta.getString(Tag.TransferSyntaxUID),
                Optional.ofNullable(meta.getString(Tag.SourceApplicationEntityTitle)),
                Optional.ofNullable(meta.getString(Tag.ReceivingApplicationEntityTitle)),
                allValues(names, Tag.SOPClassUID),
                allValues(names, Tag.SOPInstanceUID),
                allValues(names, Tag.StudyInstanceUID),
                allValues(names, Tag.SeriesInstanceUID),
                offset);
    }

    /** All values joined, so that a multi-valued UID is recognised as invalid. */
    private static Optional<String> allValues(Attributes names, int tag) {
        String[] values = names.getStrings(tag);
        return values == null || values.length == 0
                ? Optional.empty()
                : Optional.of(String.join("\\", values));
    }
}
