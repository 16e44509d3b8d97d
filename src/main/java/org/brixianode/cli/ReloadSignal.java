package org.brixianode.cli;

import java.lang.reflect.Proxy;
import java.util.concurrent.ThreadFactory;
import org.brixianode.dicom.NamedThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs an action at SIGHUP, as {@code systemctl reload} sends it. */
final class ReloadSignal {

    private static final Logger LOG = LoggerFactory.getLogger(ReloadSignal.class);

    /**
     * Does nothing on a terminal, which sends the signal when it is closed: that ends the node.
     *
     * @param action run on a thread of its own
     */
    static void watch(Runnable action) {
        if (System.console() != null) {
            return;
        }
        try {
            register(action);
        } catch (ReflectiveOperationException e) {
            LOG.warn("SIGHUP does not reload the configuration here", e);
        }
    }

    /** By reflection, since the compiler's warning of the JDK's class cannot be suppressed. */
    private static void register(Runnable action) throws ReflectiveOperationException {
        ThreadFactory threads = NamedThreads.factory("reload");
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object run =
                Proxy.newProxyInstance(
                        ReloadSignal.class.getClassLoader(),
                        new Class<?>[] {handler},
                        (proxy, method, args) -> {
                            threads.newThread(action).start();
                            return null;
                        });
        signal.getMethod("handle", signal, handler)
                .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), run);
    }

    private ReloadSignal() {}
}
