package org.brixianode.ops.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.brixianode.ops.ContentDigest;
import org.brixianode.ops.NetworkAddress;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.TrustedName;
import org.brixianode.ops.Uid;
import org.brixianode.study.AeTitle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an event may hold, and so what may come into the audit trail: walks every kind of event, so
 * that a new one is tested by being there.
 */
final class NodeEventTest {

    private static final int LONGEST_LINE = 2000;

    /** Types that hold text but none of a peer or a data set: who makes one vouches for it. */
    private static final Set<Class<?>> VOUCHED = Set.of(TrustedName.class, AeTitle.class);

    static Stream<Class<?>> events() {
        return Arrays.stream(NodeEvent.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("events")
    void theAuditLineHasNoWordOfAPeerAndIsOneShortLine(Class<?> event) throws Exception {
        String line = AuditLine.of(Instant.EPOCH, HostileEvents.of(event));

        assertThat(line).doesNotContainIgnoringCase("mustermann", "erika");
        assertThat(line.chars()).allMatch(c -> c >= ' ' && c <= '~');
        assertThat(line).hasSizeLessThan(LONGEST_LINE);
    }

    @ParameterizedTest
    @MethodSource("events")
    void noComponentIsFreeText(Class<?> event) {
        assertTyped(event);
    }

    private static void assertTyped(Class<?> group) {
        assertThat(group).isRecord();
        for (RecordComponent component : group.getRecordComponents()) {
            Class<?> type = component.getType();
            boolean safe =
                    type.isPrimitive()
                            || type.isEnum()
                            || type == OptionalInt.class
                            || type == OptionalLong.class
                            || type == Instant.class
                            || type == Uid.class
                            || type == NetworkAddress.class
                            || type == ContentDigest.class
                            || VOUCHED.contains(type);
            if (!safe) {
                assertTyped(type);
            }
        }
    }
}
