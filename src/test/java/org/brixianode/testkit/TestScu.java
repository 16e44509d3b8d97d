package org.brixianode.testkit;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.metric.Association;
import org.aoju.bus.image.metric.DimseRSP;
import org.aoju.bus.image.metric.internal.pdu.AAssociateRQ;
import org.aoju.bus.image.metric.internal.pdu.Presentation;
import org.brixianode.dicom.LocalAe;
import org.brixianode.dicom.NetworkLimits;
import org.brixianode.dicom.PeerAddress;
import org.brixianode.dicom.Tls;
import org.brixianode.study.AeTitle;

/** The library as a sender, without any of our sender's code. */
public final class TestScu implements AutoCloseable {

    private static final Duration WAIT = Duration.ofSeconds(60);

    private static final NetworkLimits LIMITS =
            new NetworkLimits(WAIT, WAIT, WAIT, WAIT, WAIT, WAIT, 1 << 17);

    private final LocalAe entity;
    private final Association association;

    private TestScu(LocalAe entity, Association association) {
        this.entity = entity;
        this.association = association;
    }

    /** A request for one presentation context per SOP class, each with these syntaxes. */
    public static AAssociateRQ request(String called, String[] sopClasses, String... syntaxes) {
        AAssociateRQ request = new AAssociateRQ();
        request.setCalledAET(called);
        for (String sopClass : sopClasses) {
            int id = 2 * request.getNumberOfPresentationContexts() + 1;
            request.addPresentationContext(new Presentation(id, sopClass, syntaxes));
        }
        return request;
    }

    public static TestScu connect(int port, String calling, AAssociateRQ request)
            throws IOException, InterruptedException {
        return connect(port, calling, request, Optional.empty());
    }

    public static TestScu connect(int port, String calling, AAssociateRQ request, Optional<Tls> tls)
            throws IOException, InterruptedException {
        LocalAe entity = LocalAe.requestor(new AeTitle(calling), LIMITS, "test-scu");
        try {
            PeerAddress peer = new PeerAddress("localhost", port, tls);
            return new TestScu(entity, entity.connect(peer, request));
        } catch (IOException e) {
            entity.close();
            throw e;
        }
    }

    public Association association() {
        return association;
    }

    /** The syntax that was accepted for a context; empty if it was refused. */
    public Optional<String> acceptedSyntax(int contextId) {
        return Optional.ofNullable(association.getAAssociateAC().getPresentationContext(contextId))
                .filter(Presentation::isAccepted)
                .map(Presentation::getTransferSyntax);
    }

    /** Sends a data set as it is. */
    public Attributes store(String sopClass, String instance, String syntax, byte[] dataset)
            throws IOException, InterruptedException {
        DimseRSP response =
                association.cstore(
                        sopClass, instance, 0, (out, unused) -> out.write(dataset), syntax);
        response.next();
        return response.getCommand();
    }

    /** Sends an object whose names in command and data set agree. */
    public Attributes store(Attributes dataset, String syntax)
            throws IOException, InterruptedException {
        return store(
                dataset.getString(Tag.SOPClassUID),
                dataset.getString(Tag.SOPInstanceUID),
                syntax,
                TestObjects.encode(dataset, syntax));
    }

    public static int status(Attributes response) {
        return response.getInt(Tag.Status, -1);
    }

    /** Releases the association if it is still open. */
    @Override
    public void close() throws IOException {
        try {
            if (association.isReadyForDataTransfer()) {
                association.release();
                association.waitForSocketClose();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // The peer may have ended the association in the same moment.
            if (association.isReadyForDataTransfer()) {
                throw e;
            }
        } finally {
            entity.close();
        }
    }
}
