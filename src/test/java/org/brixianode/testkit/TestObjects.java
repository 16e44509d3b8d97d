package org.brixianode.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Fragments;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.galaxy.io.ImageOutputStream;
import org.brixianode.dicom.DerivedUid;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.TransferSyntaxes;

/** Small objects that look like radiographs from the outside; nobody decodes them. */
public final class TestObjects {

    public static final int SIDE = 64;

    /** A CR image; the same number gives the same object, another number another one. */
    public static Attributes cr(int number) {
        return image(SopClasses.COMPUTED_RADIOGRAPHY, number, SIDE * SIDE);
    }

    /** An image of any class, with so many bytes of pixel data. */
    public static Attributes image(String sopClassUid, int number, int pixelBytes) {
        Attributes image = new Attributes();
        image.setString(Tag.SOPClassUID, VR.UI, sopClassUid);
        image.setString(Tag.SOPInstanceUID, VR.UI, uid("instance", number));
        image.setString(Tag.StudyInstanceUID, VR.UI, uid("study", number));
        image.setString(Tag.SeriesInstanceUID, VR.UI, uid("series", number));
        image.setString(Tag.PatientID, VR.LO, "TEST" + number);
        image.setString(Tag.PatientName, VR.PN, "Phantom^" + number);
        image.setString(Tag.Modality, VR.CS, "CR");
        image.setInt(Tag.Rows, VR.US, SIDE);
        image.setInt(Tag.Columns, VR.US, SIDE);
        image.setInt(Tag.BitsAllocated, VR.US, 8);
        image.setBytes(Tag.PixelData, VR.OB, noise(number, pixelBytes));
        return image;
    }

    public static String uid(String kind, int number) {
        return DerivedUid.of("test object", kind, Integer.toString(number));
    }

    private static byte[] noise(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** The data set as it goes over the network; encapsulated where the syntax wants it. */
    public static byte[] encode(Attributes dataset, String transferSyntaxUid) {
        Attributes copy = new Attributes(dataset);
        if (!TransferSyntaxes.isNative(transferSyntaxUid)) {
            encapsulate(copy);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageOutputStream out = new ImageOutputStream(bytes, transferSyntaxUid);
            out.writeDataset(null, copy);
            out.finish();
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void encapsulate(Attributes image) {
        Fragments fragments = image.newFragments(Tag.PixelData, VR.OB, 2);
        fragments.add(new byte[0]);
        fragments.add(noise(1, 1000));
    }

    private TestObjects() {}
}
