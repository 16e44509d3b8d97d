package org.brixianode.lab.train;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.brixianode.network.Weights;

/** Weights on disk: for each variable its name, its shape and its values. */
final class WeightsFile {

    static void write(Path file, Weights weights) throws IOException {
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(weights.asMap().size());
            for (Map.Entry<String, Weights.Value> entry : weights.asMap().entrySet()) {
                out.writeUTF(entry.getKey());
                out.writeInt(entry.getValue().shape().length);
                for (long side : entry.getValue().shape()) {
                    out.writeLong(side);
                }
                for (float value : entry.getValue().values()) {
                    out.writeFloat(value);
                }
            }
        }
    }

    static Weights read(Path file) throws IOException {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            Weights weights = new Weights();
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                String name = in.readUTF();
                long[] shape = new long[in.readInt()];
                int size = 1;
                for (int axis = 0; axis < shape.length; axis++) {
                    shape[axis] = in.readLong();
                    size = Math.toIntExact(size * shape[axis]);
                }
                float[] values = new float[size];
                for (int k = 0; k < size; k++) {
                    values[k] = in.readFloat();
                }
                weights.put(name, shape, values);
            }
            return weights;
        }
    }

    private WeightsFile() {}
}
