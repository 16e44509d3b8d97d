package org.brixianode.model;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.DeviceSpec;
import org.tensorflow.EagerSession;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;

/** What TensorFlow can run on. */
public final class Devices {

    private static final int MOST_GPUS = 64;

    /** Names of the GPUs that execute an operation; empty with the CPU library. */
    public static List<String> gpus() {
        List<String> names = new ArrayList<>();
        try (EagerSession session = EagerSession.create()) {
            while (names.size() < MOST_GPUS && takesOperation(session, names.size())) {
                names.add("GPU:" + names.size());
            }
        }
        return names;
    }

    private static boolean takesOperation(EagerSession session, int index) {
        DeviceSpec gpu =
                DeviceSpec.newBuilder()
                        .deviceType(DeviceSpec.DeviceType.GPU)
                        .deviceIndex(index)
                        .build();
        Ops tf = Ops.create(session).withDevice(gpu);
        try {
            return tf.math.add(tf.constant(1f), tf.constant(1f)).asTensor().getFloat() == 2f;
        } catch (TensorFlowException | IllegalArgumentException e) {
            return false; // unknown device
        }
    }

    private Devices() {}
}
