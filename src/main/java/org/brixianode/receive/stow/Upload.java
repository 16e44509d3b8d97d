package org.brixianode.receive.stow;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.brixianode.dicom.DimseStatus;
import org.brixianode.receive.DicomFileReceiver;
import org.brixianode.receive.DicomFileReceiver.Result;
import org.brixianode.receive.DicomFileReceiver.Sender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The objects of one request, stored one after another while they arrive. */
final class Upload {

    /** More objects than any study has. */
    static final int MAX_PARTS = 20_000;

    /** Refused parts that are logged one by one; the others as their number. */
    static final int LOGGED_REFUSALS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(Upload.class);

    private final DicomFileReceiver receiver;
    private final Sender sender;
    private final StoreReply reply = new StoreReply();
    private int refused;

    Upload(DicomFileReceiver receiver, Sender sender) {
        this.receiver = receiver;
        this.sender = sender;
    }

    /** What became of the objects so far. */
    StoreReply reply() {
        return reply;
    }

    /**
     * Stores the parts of a multipart body. However many are refused, few lines are logged.
     *
     * @throws Multipart.MalformedException if it breaks the rules of multipart
     * @throws IOException if it cannot be read to its end
     */
    void store(InputStream body, String boundary, Duration patience) throws IOException {
        try {
            storeParts(body, boundary, patience);
        } finally {
            if (refused > LOGGED_REFUSALS) {
                LOG.warn(
                        "refused {} more objects in the same request of {}",
                        refused - LOGGED_REFUSALS,
                        sender.title());
            }
        }
    }

    private void storeParts(InputStream body, String boundary, Duration patience)
            throws IOException {
        Multipart parts = new Multipart(new DeadlineInput(body, patience), boundary);
        Optional<Multipart.Part> part = parts.next();
        while (part.isPresent()) {
            if (reply.size() == MAX_PARTS) {
                throw new Multipart.MalformedException("more than " + MAX_PARTS + " parts");
            }
            Result result = store(part.get());
            reply.add(result);
            tell(result);
            part.get().drain();
            part = parts.next();
        }
        if (reply.size() == 0) {
            throw new Multipart.MalformedException("no part");
        }
    }

    private void tell(Result result) {
        if (result.status() == DimseStatus.SUCCESS) {
            return;
        }
        refused++;
        if (refused <= LOGGED_REFUSALS) {
            LOG.warn("refused an object of {}: {}", sender.title(), result.comment());
        }
    }

    private Result store(Multipart.Part part) throws IOException {
        String type = MediaType.of(part.header("Content-Type")).name();
        String encoding = part.header("Content-Transfer-Encoding");
        if (!type.equals(StoreHandler.DICOM)) {
            return unnamed("a part that is not " + StoreHandler.DICOM);
        }
        if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("binary")) {
            return unnamed("a part with another Content-Transfer-Encoding than binary");
        }
        return receiver.receive(part, sender);
    }

    private static Result unnamed(String comment) {
        return new Result(
                DimseStatus.CANNOT_UNDERSTAND, comment, Optional.empty(), Optional.empty());
    }
}
