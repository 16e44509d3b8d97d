package org.brixianode.lab.keras;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The zones' heads of one file. Keras numbers them and their blocks over the whole session; only
 * their order matters.
 */
final class HeadNames {

    private static final String HEAD = "retina_net_classifier";
    private static final String BLOCK = "conv_block";

    /** By a head's number in the file, the numbers of its blocks. */
    private final Map<Integer, SortedSet<Integer>> heads = new TreeMap<>();

    HeadNames(List<KerasTensor> tensors) {
        for (KerasTensor tensor : tensors) {
            number(tensor, HEAD)
                    .ifPresent(
                            head -> {
                                SortedSet<Integer> blocks =
                                        heads.computeIfAbsent(head, none -> new TreeSet<>());
                                number(tensor, BLOCK).ifPresent(blocks::add);
                            });
        }
    }

    /**
     * @return the network's name of the tensor's layer; empty if it lies in no head
     */
    Optional<String> layer(KerasTensor tensor) {
        return number(tensor, HEAD).map(head -> layer(head, tensor));
    }

    private String layer(int head, KerasTensor tensor) {
        List<String> layers = tensor.layers();
        String innermost = AutomaticName.of(layers.get(layers.size() - 1)).base();
        int headRank = rank(heads.keySet(), head);
        String name = headRank == 0 ? HEAD : HEAD + "_" + headRank;
        return number(tensor, BLOCK)
                .map(
                        block ->
                                name
                                        + "/"
                                        + BLOCK
                                        + "_"
                                        + rank(Objects.requireNonNull(heads.get(head)), block))
                .orElse(name)
                .concat("/" + innermost);
    }

    /** Number of the outermost layer of this kind around a tensor. */
    private static Optional<Integer> number(KerasTensor tensor, String base) {
        return tensor.layers().stream()
                .map(AutomaticName::of)
                .filter(name -> name.base().equals(base))
                .map(AutomaticName::number)
                .findFirst();
    }

    private static int rank(Iterable<Integer> sorted, int number) {
        int rank = 0;
        for (int other : sorted) {
            if (other < number) {
                rank++;
            }
        }
        return rank;
    }
}
