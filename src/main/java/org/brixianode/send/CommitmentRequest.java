package org.brixianode.send;

import java.util.List;
import org.brixianode.study.OutgoingObject;

/**
 * A request for storage commitment (PS3.4 J).
 *
 * @param transactionUid to which the destination's report refers
 * @param objects objects that the destination has accepted
 */
public record CommitmentRequest(String transactionUid, List<OutgoingObject> objects) {

    public CommitmentRequest {
        objects = List.copyOf(objects);
    }
}
