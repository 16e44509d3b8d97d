package org.brixianode.node;

import org.brixianode.send.dimse.StoreResponse;
import org.brixianode.study.StatusCode;

/** The status of a delivery in words, whatever the protocol. */
final class StatusTexts {

    static String of(int status) {
        return StatusCode.isHttp(status) || StatusCode.isHl7(status)
                ? StatusCode.text(status)
                : StoreResponse.describe(status);
    }

    private StatusTexts() {}
}
