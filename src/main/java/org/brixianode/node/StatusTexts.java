package org.brixianode.node;

import org.brixianode.send.StoreStatus;
import org.brixianode.study.StatusCode;

/** The status of a delivery in words, whatever the protocol. */
final class StatusTexts {

    static String of(int status) {
        return StatusCode.isHttp(status) || StatusCode.isHl7(status)
                ? StatusCode.text(status)
                : StoreStatus.describe(status);
    }

    private StatusTexts() {}
}
