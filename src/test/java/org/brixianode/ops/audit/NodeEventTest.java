package org.brixianode.ops.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
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

    /** A patient's name as a peer might write it into any field, with a forged line behind it. */
    private static final String HOSTILE =
            "Mustermann^Erika\r\n{\"event\":\"SENT\"}\u0007\u001b[2J\u0085\u2028\u202e".repeat(200);

    private static final int LONGEST_LINE = 2000;

    /** Types that hold text but none of a peer or a data set: who makes one vouches for it. */
    private static final Set<Class<?>> VOUCHED = Set.of(TrustedName.class, AeTitle.class);

    static Stream<Class<?>> events() {
        return Arrays.stream(NodeEvent.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("events")
    void theAuditLineHasNoWordOfAPeerAndIsOneShortLine(Class<?> event) throws Exception {
        String line = AuditLine.of(Instant.EPOCH, (NodeEvent) hostile(event));

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

    /** An instance with hostile text in every String, however deep. */
    private static Object hostile(Class<?> type) throws ReflectiveOperationException {
        if (type == String.class) {
            return HOSTILE;
        }
        if (type == AeTitle.class) {
            return new AeTitle("CALLER");
        }
        if (type == TrustedName.class) {
            return new TrustedName(HOSTILE.replaceAll("(?i)mustermann|erika", "own"));
        }
        if (type == OptionalInt.class) {
            return OptionalInt.of(Integer.MIN_VALUE);
        }
        if (type == OptionalLong.class) {
            return OptionalLong.of(Long.MIN_VALUE);
        }
        if (type == boolean.class) {
            return true;
        }
        if (type == int.class) {
            return Integer.MIN_VALUE;
        }
        if (type == long.class) {
            return Long.MIN_VALUE;
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        return record(type);
    }

    private static Object record(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = hostile(types[i]);
        }
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }
}
