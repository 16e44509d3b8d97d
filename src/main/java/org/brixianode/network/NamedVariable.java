package org.brixianode.network;

import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Operands;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.family.TType;

/** Variables with exactly the given name, slashes included, so that weight files match. */
public final class NamedVariable {

    /**
     * @throws IllegalArgumentException if the graph has an operation of this name
     */
    public static <T extends TType> Operand<T> create(
            Ops tf, Class<T> type, String name, long... shape) {
        OperationBuilder builder = tf.scope().env().opBuilder(Variable.OP_NAME, name, tf.scope());
        builder.setAttr("shape", Shape.of(shape));
        builder.setAttr("dtype", Operands.toDataType(type));
        return builder.build().<T>output(0);
    }

    private NamedVariable() {}
}
