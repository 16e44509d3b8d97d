package org.brixianode.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.brixianode.ops.Events;
import org.brixianode.ops.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class LoginsTest {

    /** So cheap that all of them would be compared long before one has waited for too long. */
    private static final int COST = 10;

    private static final int AT_ONCE = 60;

    @Test
    @Timeout(60)
    void manyLoginsAtOnceAreRefusedAndDoNotWait() throws Exception {
        PasswordHash hash = PasswordHash.parse(PasswordHash.of("a long password", COST));
        Logins logins =
                new Logins(
                        new Users(List.of(new User("anna", hash, Role.VIEWER))),
                        new LockOutConfig(1000, 1000, Duration.ofMinutes(15)),
                        Events.NONE,
                        Clock.systemUTC());
        InetAddress address = InetAddress.getLoopbackAddress();
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        List<Future<Logins.Result>> results = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            results.add(
                    threads.submit(
                            () -> {
                                start.await();
                                return logins.check("anna", "guess", address);
                            }));
        }
        start.countDown();
        threads.shutdown();
        List<Logins.Outcome> outcomes = new ArrayList<>();
        for (Future<Logins.Result> result : results) {
            outcomes.add(result.get().outcome());
        }
        assertThat(outcomes).contains(Logins.Outcome.WRONG, Logins.Outcome.BUSY);
        assertThat(logins.check("anna", "a long password", address).outcome())
                .isEqualTo(Logins.Outcome.OK);
    }
}
