package org.brixianode.receive;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.aoju.bus.image.Dimse;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.metric.Association;
import org.aoju.bus.image.metric.DimseRQHandler;
import org.aoju.bus.image.metric.PDVInputStream;
import org.aoju.bus.image.metric.internal.pdu.Presentation;

/** C-STORE sub-operations in associations that this node requested (PS3.4 C.4.3). */
record SubOperations(Supplier<Optional<RequestHandler>> running) implements DimseRQHandler {

    @Override
    public void onDimse(
            Association association,
            Presentation context,
            Dimse dimse,
            Attributes command,
            PDVInputStream data)
            throws IOException {
        Optional<RequestHandler> requests = running.get();
        if (requests.isEmpty()) {
            association.abort();
            return;
        }
        requests.get().onDimse(association, context, dimse, command, data);
    }

    @Override
    public void onClose(Association association) {
        running.get().ifPresent(requests -> requests.onClose(association));
    }
}
