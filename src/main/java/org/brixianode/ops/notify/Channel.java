package org.brixianode.ops.notify;

import java.io.IOException;

/** A way to notify people. Used by one thread. */
interface Channel {

    /** {@code e-mail} or {@code webhook}. */
    String name();

    /** Where it goes, without secrets. */
    String describe();

    /**
     * @throws IOException naming what is wrong, without secrets
     */
    void send(Message message) throws IOException, InterruptedException;
}
