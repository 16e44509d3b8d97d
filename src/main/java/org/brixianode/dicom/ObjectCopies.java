package org.brixianode.dicom;

import java.io.IOException;
import java.nio.file.Path;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;

/** Derives many objects from one, for benchmarks. */
public final class ObjectCopies {

    /**
     * Writes a copy of an object with other UIDs in Explicit VR Little Endian.
     *
     * @param source an object with native pixel data
     * @param name text from which the new UIDs are derived
     * @param timesTaller how often the rows are repeated downwards, for a larger object
     * @throws IOException if the source cannot be read, is encapsulated, or the target not written
     */
    public static void write(Path source, String name, int timesTaller, Path target)
            throws IOException {
        Part10.Content content = Part10.read(source);
        if (!TransferSyntaxes.isNative(content.transferSyntaxUid())) {
            throw new IOException(source + " has encapsulated pixel data");
        }
        Attributes copy = new Attributes(content.dataset(), false);
        String original = copy.getString(Tag.SOPInstanceUID);
        copy.setString(Tag.StudyInstanceUID, VR.UI, DerivedUid.of(original, name, "study"));
        copy.setString(Tag.SeriesInstanceUID, VR.UI, DerivedUid.of(original, name, "series"));
        copy.setString(Tag.SOPInstanceUID, VR.UI, DerivedUid.of(original, name, "instance"));
        if (timesTaller > 1) {
            byte[] once = copy.getBytes(Tag.PixelData);
            byte[] repeated = new byte[once.length * timesTaller];
            for (int i = 0; i < timesTaller; i++) {
                System.arraycopy(once, 0, repeated, i * once.length, once.length);
            }
            copy.setInt(Tag.Rows, VR.US, copy.getInt(Tag.Rows, 0) * timesTaller);
            copy.setBytes(Tag.PixelData, VR.OW, repeated);
        }
        Part10.write(target, copy);
    }

    private ObjectCopies() {}
}
