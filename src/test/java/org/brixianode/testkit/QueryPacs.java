package org.brixianode.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.aoju.bus.image.Dimse;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.metric.Association;
import org.aoju.bus.image.metric.Commands;
import org.aoju.bus.image.metric.PDVInputStream;
import org.aoju.bus.image.metric.internal.pdu.Presentation;
import org.brixianode.dicom.LocalAe;
import org.brixianode.dicom.SopClasses;
import org.brixianode.study.AeTitle;

/**
 * A PACS that answers C-FIND with what it is told, whatever was asked, and counts what it is asked.
 */
public final class QueryPacs extends LoopbackScp {

    public static final String TITLE = "PACS";

    private static final String IMPLICIT = "1.2.840.10008.1.2";
    private static final int PENDING = 0xFF00;

    /** After so many answers it looks whether it was told to stop, and goes on all the same. */
    private static final int ANSWERS_BEFORE_CANCEL = 600;

    private static final long CANCEL_WAIT_S = 10;

    /** How C-FIND is answered. */
    public enum Manner {
        /** With the answers of the level. */
        ANSWERS,
        /** With the first answer of the level, again and again, also after a C-CANCEL. */
        ENDLESS,
        /** Never. */
        SILENT,
        /** By closing the connection. */
        HANGS_UP
    }

    private final Manner manner;
    private final List<Attributes> studies = new ArrayList<>();
    private final List<Attributes> series = new ArrayList<>();
    private final List<Attributes> questions = new CopyOnWriteArrayList<>();
    private final List<String> moved = new CopyOnWriteArrayList<>();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final CountDownLatch firstCancel = new CountDownLatch(1);
    private volatile int moveStatus;

    public QueryPacs(Manner manner) throws IOException {
        super(new AeTitle(TITLE), "query-pacs", 0, Optional.empty());
        this.manner = manner;
        takes(SopClasses.STUDY_ROOT_FIND, IMPLICIT);
        takes(SopClasses.STUDY_ROOT_MOVE, IMPLICIT);
        listen();
    }

    /** Adds an answer to C-FIND at the level STUDY. */
    public QueryPacs study(Attributes answer) {
        studies.add(answer);
        return this;
    }

    /** Adds an answer to C-FIND at the level SERIES of its study. */
    public QueryPacs series(Attributes answer) {
        series.add(answer);
        return this;
    }

    /** Offers C-GET too, which it answers with success. */
    public QueryPacs offersGet() {
        takes(SopClasses.STUDY_ROOT_GET, IMPLICIT);
        return this;
    }

    /** The status of each C-MOVE. */
    public QueryPacs moves(int status) {
        moveStatus = status;
        return this;
    }

    /** Identifiers of the C-FIND requests. */
    public List<Attributes> questions() {
        return List.copyOf(questions);
    }

    /** Series of the C-MOVE and C-GET requests; no image is sent. */
    public List<String> moved() {
        return List.copyOf(moved);
    }

    /** Number of C-CANCEL requests. */
    public int cancelled() {
        return cancelled.get();
    }

    @Override
    public void onDimse(
            Association association,
            Presentation context,
            Dimse dimse,
            Attributes command,
            PDVInputStream data)
            throws IOException {
        Attributes identifier = data.readDataset(context.getTransferSyntax());
        if (dimse == Dimse.C_MOVE_RQ) {
            moved.add(identifier.getString(Tag.SeriesInstanceUID));
            association.writeDimseRSP(context, Commands.mkCMoveRSP(command, moveStatus), null);
            return;
        }
        if (dimse == Dimse.C_GET_RQ) {
            moved.add(identifier.getString(Tag.SeriesInstanceUID));
            association.writeDimseRSP(context, Commands.mkCGetRSP(command, 0), null);
            return;
        }
        questions.add(identifier);
        switch (manner) {
            case SILENT -> {}
            case HANGS_UP -> LocalAe.disconnect(association);
            case ENDLESS -> {
                association.addCancelRQHandler(
                        command.getInt(Tag.MessageID, 0),
                        any -> {
                            cancelled.incrementAndGet();
                            firstCancel.countDown();
                        });
                execute(() -> endless(association, context, command));
            }
            case ANSWERS -> answer(association, context, command, identifier);
        }
    }

    private void answer(
            Association association, Presentation context, Attributes command, Attributes asked)
            throws IOException {
        boolean ofSeries = "SERIES".equals(asked.getString(Tag.QueryRetrieveLevel));
        for (Attributes one : ofSeries ? series : studies) {
            if (!ofSeries
                    || asked.getString(Tag.StudyInstanceUID)
                            .equals(one.getString(Tag.StudyInstanceUID))) {
                association.writeDimseRSP(context, Commands.mkCFindRSP(command, PENDING), one);
            }
        }
        association.writeDimseRSP(context, Commands.mkCFindRSP(command, 0), null);
    }

    private void endless(Association association, Presentation context, Attributes command) {
        try {
            for (int i = 0; association.isReadyForDataTransfer(); i++) {
                if (i == ANSWERS_BEFORE_CANCEL) {
                    firstCancel.await(CANCEL_WAIT_S, TimeUnit.SECONDS);
                }
                association.writeDimseRSP(
                        context, Commands.mkCFindRSP(command, PENDING), studies.get(0));
            }
        } catch (IOException expected) {
            // The node has aborted.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
