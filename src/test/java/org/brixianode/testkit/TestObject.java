package org.brixianode.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Fragments;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.galaxy.io.ImageOutputStream;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.study.AeTitle;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.ReceivedInstance;

/** A DICOM image in the making: a header, and cells that any transfer syntax can be written of. */
public final class TestObject {

    private final Attributes header;
    private final short[] cells;

    /**
     * @param header everything but the pixel data
     * @param cells one per sample, as they stand in native pixel data
     */
    TestObject(Attributes header, short[] cells) {
        this.header = header;
        this.cells = cells;
    }

    public Attributes header() {
        return header;
    }

    public short[] cells() {
        return cells;
    }

    /** Sets or replaces attributes of the header. */
    public TestObject with(Consumer<Attributes> change) {
        change.accept(header);
        return this;
    }

    /** Sets or replaces one attribute. */
    public TestObject with(int tag, VR vr, String... values) {
        header.setString(tag, vr, values);
        return this;
    }

    /** Writes a Part 10 file and tells of it as the receiver would. */
    public ReceivedInstance write(Path file, String transferSyntaxUid) throws IOException {
        Attributes dataset = new Attributes(header);
        if (TransferSyntaxes.isNative(transferSyntaxUid)) {
            dataset.setBytes(Tag.PixelData, nativeVr(), nativeBytes());
        } else {
            Fragments fragments = dataset.newFragments(Tag.PixelData, VR.OB, 2);
            fragments.add(new byte[0]);
            fragments.add(even(compressed(transferSyntaxUid)));
        }
        write(file, dataset, transferSyntaxUid);
        return received(file, header, transferSyntaxUid);
    }

    /** Writes any data set as a Part 10 file. */
    public static void write(Path file, Attributes dataset, String transferSyntaxUid)
            throws IOException {
        Attributes meta =
                Part10.fileMeta(
                        dataset.getString(Tag.SOPClassUID),
                        dataset.getString(Tag.SOPInstanceUID),
                        transferSyntaxUid);
        try (OutputStream out = Files.newOutputStream(file);
                ImageOutputStream dicom =
                        new ImageOutputStream(out, TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN)) {
            dicom.writeDataset(meta, dataset);
            dicom.finish();
        }
    }

    /** A file in the spool, as the receiver would tell of it. */
    public static ReceivedInstance received(Path file, Attributes header, String transferSyntaxUid)
            throws IOException {
        InstanceRef ref =
                new InstanceRef(
                        header.getString(Tag.StudyInstanceUID, ""),
                        header.getString(Tag.SeriesInstanceUID, ""),
                        header.getString(Tag.SOPClassUID, ""),
                        header.getString(Tag.SOPInstanceUID, ""));
        return new ReceivedInstance(
                ref,
                transferSyntaxUid,
                new AeTitle("MODALITY"),
                new AeTitle("BRIXIA"),
                file,
                Files.size(file),
                "00",
                Instant.EPOCH);
    }

    private int bitsAllocated() {
        return header.getInt(Tag.BitsAllocated, Short.SIZE);
    }

    private int precision() {
        return header.getInt(Tag.HighBit, bitsAllocated() - 1) + 1;
    }

    private VR nativeVr() {
        return bitsAllocated() == Short.SIZE ? VR.OW : VR.OB;
    }

    private byte[] nativeBytes() {
        int bytesPerCell = bitsAllocated() / Byte.SIZE;
        int length = cells.length * bytesPerCell;
        ByteBuffer bytes = ByteBuffer.allocate(length + length % 2).order(ByteOrder.LITTLE_ENDIAN);
        for (short cell : cells) {
            if (bytesPerCell == 1) {
                bytes.put((byte) cell);
            } else {
                bytes.putShort(cell);
            }
        }
        return bytes.array();
    }

    private byte[] compressed(String transferSyntaxUid) throws IOException {
        int columns = header.getInt(Tag.Columns, 0);
        return switch (transferSyntaxUid) {
            case TransferSyntaxes.RLE_LOSSLESS ->
                    RleEncoder.encode(cells, columns, bitsAllocated());
            case TransferSyntaxes.JPEG_LOSSLESS ->
                    new LosslessJpegEncoder(precision(), 6, 0, 0).encode(cells, columns);
            case TransferSyntaxes.JPEG_LOSSLESS_SV1 ->
                    LosslessJpegEncoder.sv1(precision()).encode(cells, columns);
            case TransferSyntaxes.JPEG_LS_LOSSLESS ->
                    JpegLsEncoder.lossless(precision()).encode(cells, columns);
            case TransferSyntaxes.JPEG_LS_NEAR_LOSSLESS ->
                    new JpegLsEncoder(precision(), 2, 0).encode(cells, columns);
            case TransferSyntaxes.JPEG_EXTENDED ->
                    ExtendedJpegEncoder.fine().encode(cells, columns);
            case TransferSyntaxes.JPEG_BASELINE -> PictureEncoder.jpegBaseline(cells, columns);
            case TransferSyntaxes.JPEG_2000_LOSSLESS ->
                    PictureEncoder.jpeg2000(cells, columns, bitsAllocated());
            default -> throw new IllegalArgumentException("no encoder for " + transferSyntaxUid);
        };
    }

    private static byte[] even(byte[] bytes) {
        return bytes.length % 2 == 0 ? bytes : Arrays.copyOf(bytes, bytes.length + 1);
    }
}
