package org.brixianode.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.brixianode.dicom.ObjectHeader;
import org.brixianode.dicom.Part10Names;
import org.brixianode.pixels.ObjectPatient;
import org.brixianode.pixels.PictureFiles;
import org.brixianode.pixels.PixelResult;
import org.brixianode.pixels.PixelStage;
import org.brixianode.pixels.PixelsConfig;
import org.brixianode.study.Acquisition;
import org.brixianode.study.AeTitle;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.Patient;
import org.brixianode.study.Radiograph;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.Sha256;
import org.brixianode.study.StageException;

/**
 * An image file from the command line.
 *
 * @param instance the DICOM object, if it is a DICOM file
 * @param radiograph the decoded image, unless it is refused
 * @param header of the object as it was read, for its results; absent where it has none, or one too
 *     large to be kept
 * @param acquisition patient and time of the acquisition; empty values for PNG and JPEG
 * @param refusal why there is no radiograph; empty if there is one
 */
public record ImageFile(
        Optional<ReceivedInstance> instance,
        Optional<Radiograph> radiograph,
        Optional<ObjectHeader> header,
        Acquisition acquisition,
        String refusal) {

    private static final int PREFIX_OFFSET = 128;
    private static final AeTitle PLACEHOLDER_TITLE = new AeTitle("FILE");

    /**
     * @throws IOException if it is neither a DICOM file nor a readable PNG or JPEG file
     */
    public static ImageFile read(Path file) throws IOException {
        if (!isDicom(file)) {
            Radiograph radiograph = PictureFiles.read(file);
            return new ImageFile(
                    Optional.empty(),
                    Optional.of(radiograph),
                    Optional.empty(),
                    Acquisition.UNKNOWN,
                    "");
        }
        ReceivedInstance instance = instance(file);
        try {
            PixelResult result = new PixelStage(PixelsConfig.defaults()).read(instance);
            return result instanceof PixelResult.Accepted accepted
                    ? new ImageFile(
                            Optional.of(instance),
                            Optional.of(accepted.radiograph()),
                            accepted.header(),
                            accepted.acquisition(),
                            "")
                    : new ImageFile(
                            Optional.of(instance),
                            Optional.empty(),
                            Optional.empty(),
                            Acquisition.UNKNOWN,
                            ((PixelResult.Refused) result).reason());
        } catch (StageException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** The patient; empty for PNG and JPEG, without a Patient ID, or if the file is unreadable. */
    public static Optional<Patient> patient(Path file) {
        try {
            return isDicom(file) ? ObjectPatient.of(file) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether the file has the DICM prefix (PS3.10 7.1). */
    private static boolean isDicom(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(PREFIX_OFFSET + 4);
            return start.length == PREFIX_OFFSET + 4
                    && new String(start, PREFIX_OFFSET, 4, StandardCharsets.US_ASCII)
                            .equals("DICM");
        }
    }

    private static ReceivedInstance instance(Path file) throws IOException {
        Part10Names names = Part10Names.read(file);
        return new ReceivedInstance(
                new InstanceRef(
                        names.studyUid().orElse(""),
                        names.seriesUid().orElse(""),
                        names.sopClassUid().orElse(""),
                        names.sopInstanceUid().orElse("")),
                names.transferSyntaxUid(),
                PLACEHOLDER_TITLE,
                PLACEHOLDER_TITLE,
                file,
                Files.size(file),
                Sha256.ofFile(file),
                Instant.EPOCH);
    }
}
