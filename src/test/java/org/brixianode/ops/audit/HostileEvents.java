package org.brixianode.ops.audit;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.TrustedName;
import org.brixianode.study.AeTitle;

/** Events with hostile text in every String, however deep. */
final class HostileEvents {

    /** A patient's name as a peer might write it into any field, with a forged line behind it. */
    private static final String HOSTILE =
            "Mustermann^Erika\r\n{\"event\":\"SENT\"}<x a='\"&]]>\u0007\u001b[2J\u0085\u2028\u202e\uffff"
                    .repeat(200);

    static NodeEvent of(Class<?> event) throws ReflectiveOperationException {
        return (NodeEvent) hostile(event);
    }

    private static Object hostile(Class<?> type) throws ReflectiveOperationException {
        if (type == String.class) {
            return HOSTILE;
        }
        if (type == AeTitle.class) {
            return new AeTitle("CALLER<&\"");
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

    private HostileEvents() {}
}
