package org.brixianode.receive.stow;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.brixianode.dicom.DimseStatus;
import org.brixianode.receive.DicomFileReceiver;
import org.brixianode.receive.DicomFileReceiver.Result;
import org.brixianode.receive.DicomFileReceiver.Sender;

/** The objects of one request, stored one after another while they arrive. */
final class Upload {

    /** More objects than any study has. */
    static final int MAX_PARTS = 20_000;

    private final DicomFileReceiver receiver;
    private final Sender sender;
    private final StoreReply reply = new StoreReply();

    Upload(DicomFileReceiver receiver, Sender sender) {
        this.receiver = receiver;
        this.sender = sender;
    }

    /** What became of the objects so far. */
    StoreReply reply() {
        return reply;
    }

    /**
     * Stores the parts of a multipart body.
     *
     * @throws Multipart.MalformedException if it breaks the rules of multipart
     * @throws IOException if it cannot be read to its end
     */
    void store(InputStream body, String boundary, Duration patience) throws IOException {
        Multipart parts = new Multipart(new DeadlineInput(body, patience), boundary);
        Optional<Multipart.Part> part = parts.next();
        while (part.isPresent()) {
            if (reply.size() == MAX_PARTS) {
                throw new Multipart.MalformedException("more than " + MAX_PARTS + " parts");
            }
            reply.add(store(part.get()));
            part.get().drain();
            part = parts.next();
        }
        if (reply.size() == 0) {
            throw new Multipart.MalformedException("no part");
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
