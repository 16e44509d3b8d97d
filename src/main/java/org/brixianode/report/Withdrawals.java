package org.brixianode.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.dicom.DerivedUid;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.ReportIdentity;
import org.brixianode.report.module.ContentTime;
import org.brixianode.study.FailureReason;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.PrivateFiles;
import org.brixianode.study.ResultKind;
import org.brixianode.study.StageException;

/**
 * Writes what takes a report back from a receiver of messages: a copy of the report, with the time
 * of the withdrawal as that of its creation. The message is made of it as that of the report was,
 * so that both name the same patient, order and result. The copy stays on the node.
 */
public final class Withdrawals {

    /**
     * Writes the copy, named by a UID of its own.
     *
     * @param folder folder of the file, created if necessary
     * @throws StageException RETRY if the disk fails or the report cannot be read
     */
    public static OutgoingObject write(WithdrawalRequest request, Path folder)
            throws StageException {
        InstanceRef report = request.report();
        InstanceRef ref =
                new InstanceRef(
                        report.studyUid(),
                        report.seriesUid(),
                        report.sopClassUid(),
                        DerivedUid.of(
                                "withdrawal",
                                request.destination(),
                                report.sopInstanceUid(),
                                Integer.toString(request.run())));
        Path copy = folder.resolve(ref.sopInstanceUid() + ".dcm");
        try {
            PrivateFiles.createFolders(folder);
            Attributes dataset = Part10.read(request.file()).dataset();
            setTime(dataset, request.at());
            Part10.write(copy, dataset);
            return new OutgoingObject(
                    ResultKind.WITHDRAWAL, ref, request.sourceSopInstanceUid(), copy);
        } catch (IOException e) {
            throw new StageException(
                    FailureReason.RETRY,
                    "writing the withdrawal of " + report.sopInstanceUid() + " failed: " + e,
                    e);
        }
    }

    /** When the message is issued; the times of the report and of its analysis stay. */
    private static void setTime(Attributes dataset, Instant at) {
        ContentTime time =
                ContentTime.of(
                        at,
                        Optional.ofNullable(dataset.getString(Tag.TimezoneOffsetFromUTC)),
                        ZoneOffset.UTC,
                        Optional.empty());
        dataset.setString(Tag.InstanceCreationDate, VR.DA, time.date());
        dataset.setString(Tag.InstanceCreationTime, VR.TM, time.time());
    }

    /**
     * What {@link ReportIdentity} says of a report. A receiver replaces a report by a later one of
     * the same image and identity.
     *
     * @throws StageException RETRY if the file cannot be read
     */
    public static String identity(Path report) throws StageException {
        try {
            return ReportIdentity.of(Part10.read(report).dataset());
        } catch (IOException e) {
            throw new StageException(
                    FailureReason.RETRY, "reading the report " + report + " failed: " + e, e);
        }
    }

    private Withdrawals() {}
}
