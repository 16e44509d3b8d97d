package org.brixianode.dicom;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.galaxy.io.ImageInputStream;
import org.aoju.bus.image.galaxy.io.ImageOutputStream;

/** Reads and writes DICOM files (PS3.10 7). */
public final class Part10 {

    private static final int PREAMBLE_BYTES = 128;
    private static final int MAX_META_BYTES = 1 << 16;

    /** The preamble, the prefix DICM and the attribute (0002,0000). */
    private static final int META_HEAD_BYTES = PREAMBLE_BYTES + 4 + 12;

    /** (0002,0000), UL, 4 bytes, in Explicit VR Little Endian. */
    private static final long GROUP_LENGTH = 0x0004_4C55_0000_0002L;

    /**
     * The two parts of a file.
     *
     * @param meta file meta information, group 0002
     * @param dataset the data set
     */
    public record Content(Attributes meta, Attributes dataset) {

        public String transferSyntaxUid() {
            return meta.getString(
                    Tag.TransferSyntaxUID, TransferSyntaxes.IMPLICIT_VR_LITTLE_ENDIAN);
        }
    }

    /**
     * Reads the whole file into memory.
     *
     * @throws IOException if it is not a DICOM file or ends too early
     */
    public static Content read(Path file) throws IOException {
        return read(file, DicomInput.NO_STOP, Optional.empty());
    }

    /**
     * Reads up to, and without, the pixel data (7FE0,0010), in bounded memory: without values
     * longer than any that is needed.
     *
     * @throws IOException if it is not a DICOM file, ends too early, or has an implausibly large
     *     header
     */
    public static Content readHeader(Path file) throws IOException {
        return read(file, Tag.PixelData, Optional.of(new HeaderGuard()));
    }

    private static Content read(Path file, int stopTag, Optional<HeaderGuard> guard)
            throws IOException {
        try (ImageInputStream in = DicomInput.open(Files.newInputStream(file))) {
            in.setIncludeBulkData(ImageInputStream.IncludeBulkData.YES);
            guard.ifPresent(in::setImageInputHandler);
            Attributes meta = in.readFileMetaInformation();
            Attributes dataset = DicomInput.readDataset(in, stopTag);
            return new Content(meta == null ? new Attributes() : meta, dataset);
        } catch (RuntimeException | StackOverflowError e) {
            // The library throws unchecked exceptions on some malformed lengths and VRs, and
            // recurses into nested sequences without a limit.
            throw new IOException(file.getFileName() + " is not a DICOM file, or is damaged", e);
        }
    }

    /** A stream does not begin with the file meta information. */
    public static final class NoMetaException extends IOException {
        private static final long serialVersionUID = 1L;

        NoMetaException(String message, Throwable cause) {
            super(message, cause);
        }

        NoMetaException(String message) {
            super(message);
        }
    }

    /**
     * Reads the preamble, the prefix and the file meta information of a stream, and no byte more.
     *
     * @param file from the preamble on
     * @throws NoMetaException if it does not begin with them, or they are longer than 64 KiB
     * @throws IOException if the stream fails
     */
    public static Attributes readMeta(InputStream file) throws IOException {
        byte[] head = file.readNBytes(META_HEAD_BYTES);
        ByteBuffer group = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        boolean begins =
                head.length == META_HEAD_BYTES
                        && new String(head, PREAMBLE_BYTES, 4, StandardCharsets.US_ASCII)
                                .equals("DICM")
                        && group.getLong(PREAMBLE_BYTES + 4) == GROUP_LENGTH;
        long length = begins ? Integer.toUnsignedLong(group.getInt(META_HEAD_BYTES - 4)) : 0;
        if (!begins || length > MAX_META_BYTES) {
            throw new NoMetaException("no file meta information with its length");
        }
        byte[] rest = file.readNBytes((int) length);
        InputStream whole =
                new SequenceInputStream(
                        new ByteArrayInputStream(head), new ByteArrayInputStream(rest));
        try (ImageInputStream in = DicomInput.open(whole)) {
            Attributes meta = in.readFileMetaInformation();
            if (meta == null || rest.length < length) {
                throw new NoMetaException("the file meta information is cut");
            }
            return meta;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw e instanceof NoMetaException cut
                    ? cut
                    : new NoMetaException("the file meta information is damaged", e);
        }
    }

    /**
     * Creates the file meta information (PS3.10 7.1).
     *
     * @param sopClassUid (0002,0002)
     * @param sopInstanceUid (0002,0003)
     * @param transferSyntaxUid (0002,0010)
     */
    public static Attributes fileMeta(
            String sopClassUid, String sopInstanceUid, String transferSyntaxUid) {
        Attributes meta = new Attributes();
        meta.setBytes(Tag.FileMetaInformationVersion, VR.OB, new byte[] {0, 1});
        meta.setString(Tag.MediaStorageSOPClassUID, VR.UI, sopClassUid);
        meta.setString(Tag.MediaStorageSOPInstanceUID, VR.UI, sopInstanceUid);
        meta.setString(Tag.TransferSyntaxUID, VR.UI, transferSyntaxUid);
        meta.setString(Tag.ImplementationClassUID, VR.UI, NodeIdentity.IMPLEMENTATION_CLASS_UID);
        meta.setString(
                Tag.ImplementationVersionName, VR.SH, NodeIdentity.IMPLEMENTATION_VERSION_NAME);
        return meta;
    }

    /**
     * Writes the preamble, the prefix and group 0002; the caller writes the data set after them.
     */
    public static void writeMeta(OutputStream out, Attributes meta) throws IOException {
        @SuppressWarnings("resource") // closing it would close the caller's stream
        ImageOutputStream dicom =
                new ImageOutputStream(out, TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
        dicom.writeFileMetaInformation(meta);
        dicom.flush();
    }

    /**
     * Writes a data set durably in Explicit VR Little Endian.
     *
     * @throws IOException if anything failed; then no file is there
     */
    public static void write(Path file, Attributes dataset) throws IOException {
        Attributes meta =
                fileMeta(
                        dataset.getString(Tag.SOPClassUID),
                        dataset.getString(Tag.SOPInstanceUID),
                        TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
        DurableFile.write(
                file,
                out -> {
                    @SuppressWarnings("resource") // the durable file closes its own stream
                    ImageOutputStream dicom =
                            new ImageOutputStream(out, TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
                    dicom.writeDataset(meta, dataset);
                    dicom.finish();
                    dicom.flush();
                });
    }

    /**
     * Writes a data set durably in Deflated Explicit VR Little Endian (PS3.5 A.5). The same data
     * set gives the same bytes on one Java installation; another zlib version may compress
     * differently.
     *
     * @throws IOException if anything failed; then no file is there
     */
    public static void writeDeflated(Path file, Attributes dataset) throws IOException {
        Attributes meta =
                fileMeta(
                        dataset.getString(Tag.SOPClassUID),
                        dataset.getString(Tag.SOPInstanceUID),
                        TransferSyntaxes.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN);
        DurableFile.write(
                file,
                out -> {
                    writeMeta(out, meta);
                    Deflation.deflate(
                            out,
                            plain -> {
                                @SuppressWarnings("resource") // nothing to close beneath it
                                ImageOutputStream dicom =
                                        new ImageOutputStream(
                                                plain, TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
                                dicom.writeDataset(null, dataset);
                                dicom.finish();
                                dicom.flush();
                            });
                });
    }

    private Part10() {}
}
