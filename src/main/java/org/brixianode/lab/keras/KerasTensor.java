package org.brixianode.lab.keras;

import java.util.ArrayList;
import java.util.List;

/**
 * One tensor of a weight file.
 *
 * @param group the layer under which the file keeps it, for example {@code stn_1}
 * @param name its name there, for example {@code stn_1/locnet_conv0/kernel:0}
 * @param shape sides, in Keras's order
 * @param values row by row
 */
record KerasTensor(String group, String name, long[] shape, float[] values) {

    /** Layers around it, the outermost first: the group, then those that its name holds. */
    List<String> layers() {
        List<String> layers = new ArrayList<>();
        layers.add(group);
        String[] path = name.split("/");
        layers.addAll(List.of(path).subList(0, path.length - 1));
        return layers;
    }

    /** Which weight of its layer: {@code kernel}, {@code gamma}, without Keras's {@code :0}. */
    String weight() {
        String last = name.substring(name.lastIndexOf('/') + 1);
        int colon = last.indexOf(':');
        return AutomaticName.of(colon < 0 ? last : last.substring(0, colon)).base();
    }

    /** Group and name, for messages. */
    String label() {
        return name.startsWith(group + "/") ? name : group + "/" + name;
    }
}
