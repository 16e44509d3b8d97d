package org.brixianode.network;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.brixianode.model.TensorIo;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;

/**
 * The variables of one graph, each created once and shared by name, so that the network can be
 * built twice on the same weights (for training and for inference).
 */
public final class Variables {

    /**
     * @param spec name, shape and start value
     * @param variable its value in the graph, single precision
     * @param fed placeholder of its value
     * @param assign sets the variable to the fed value
     */
    private record Entry(
            VariableSpec spec, Operand<TFloat32> variable, Placeholder<TFloat32> fed, Op assign) {}

    /**
     * Variables that several networks share.
     *
     * @param holder of the shared variables
     * @param parts to which they belong
     */
    record Shared(Variables variables, Set<Part> parts) {}

    private final Ops tf;
    private final String prefix;
    private final KernelPrecision precision;
    private final Optional<Shared> shared;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    public Variables(Ops tf) {
        this(tf, "", KernelPrecision.SINGLE, Optional.empty());
    }

    /**
     * @param prefix before every name in the graph, so that several networks fit into one
     * @param precision how kernels are stored
     * @param shared variables that are shared with other networks
     */
    Variables(Ops tf, String prefix, KernelPrecision precision, Optional<Shared> shared) {
        this.tf = tf;
        this.prefix = prefix;
        this.precision = precision;
        this.shared = shared;
    }

    /**
     * @throws IllegalStateException if the name exists with another shape
     */
    public Operand<TFloat32> get(VariableSpec spec) {
        if (shared.isPresent() && shared.get().parts().contains(spec.part())) {
            return shared.get().variables().get(spec);
        }
        Entry entry = entries.computeIfAbsent(spec.name(), name -> create(spec));
        if (!entry.spec().equals(spec)) {
            throw new IllegalStateException(spec + " already exists as " + entry.spec());
        }
        return entry.variable();
    }

    /**
     * An existing variable.
     *
     * @throws IllegalStateException if there is none of this name
     */
    public Operand<TFloat32> operand(VariableSpec spec) {
        Entry entry = entries.get(spec.name());
        if (entry == null) {
            throw new IllegalStateException("no variable " + spec);
        }
        return entry.variable();
    }

    private Entry create(VariableSpec spec) {
        Shape shape = Shape.of(spec.shape());
        String name = prefix + spec.name();
        Placeholder<TFloat32> fed = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
        if (precision == KernelPrecision.HALF && spec.shape().length > 1) {
            Operand<TFloat16> stored = NamedVariable.create(tf, TFloat16.class, name, spec.shape());
            return new Entry(
                    spec,
                    tf.dtypes.cast(stored, TFloat32.class),
                    fed,
                    tf.assign(stored, tf.dtypes.cast(fed, TFloat16.class)));
        }
        Operand<TFloat32> variable = NamedVariable.create(tf, TFloat32.class, name, spec.shape());
        return new Entry(spec, variable, fed, tf.assign(variable, fed));
    }

    /** All variables so far, in the order of the graph. */
    public List<VariableSpec> specs() {
        return entries.values().stream().map(Entry::spec).toList();
    }

    /** The variables that an optimiser may change in the given parts. */
    public Map<VariableSpec, Operand<TFloat32>> trainable(Set<Part> parts) {
        Map<VariableSpec, Operand<TFloat32>> found = new LinkedHashMap<>();
        for (Entry entry : entries.values()) {
            if (entry.spec().trainable() && parts.contains(entry.spec().part())) {
                found.put(entry.spec(), entry.variable());
            }
        }
        return found;
    }

    /**
     * Sets every variable.
     *
     * @param session on the graph, or on a copy of it with the same names
     * @throws IllegalArgumentException if the weights lack one or have it in another shape
     */
    public void assign(Session session, Weights weights) {
        if (entries.isEmpty()) {
            return;
        }
        List<Tensor> tensors = new ArrayList<>();
        try {
            Session.Runner runner = session.runner();
            for (Entry entry : entries.values()) {
                Tensor value = TensorIo.tensor(weights.get(entry.spec()), entry.spec().shape());
                tensors.add(value);
                runner.feed(entry.fed().op().name(), value).addTarget(entry.assign().op().name());
            }
            runner.run().close();
        } finally {
            tensors.forEach(Tensor::close);
        }
    }

    /**
     * Reads every variable.
     *
     * @param session on the graph, or on a copy of it with the same names
     */
    public Weights read(Session session) {
        Session.Runner runner = session.runner();
        Collection<Entry> all = entries.values();
        all.forEach(entry -> runner.fetch(entry.variable().op().name()));
        Weights weights = new Weights();
        try (var result = runner.run()) {
            int i = 0;
            for (Entry entry : all) {
                weights.put(entry.spec(), TensorIo.floats(result.get(i++)));
            }
        }
        return weights;
    }
}
