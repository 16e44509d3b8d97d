package org.brixianode.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.brixianode.config.ConfigReader;
import org.brixianode.config.InvalidConfigurationException;
import org.brixianode.config.NodeConfig;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.dimse.DimseConfig;
import org.brixianode.send.dimse.StoreScu;
import org.brixianode.study.AeTitle;
import org.brixianode.study.Zone;

/** Configurations, images and senders for tests of a whole node with the bundled model. */
public final class TestNode {

    public static final AeTitle TITLE = new AeTitle("BRIXIA");
    public static final AeTitle SENDER = new AeTitle("MODALITY");

    private static final int SIDE_PX = 512;

    /** As many as grades: in each zone each of them has another one. */
    private static final int PHANTOMS = 4;

    /** Drawing one takes half a second. */
    private static final Map<Integer, PhantomChest> DRAWN = new ConcurrentHashMap<>();

    /** A node's settings: everything below one folder, quick retries, results to the sinks. */
    public static String text(Path folder, int port, String more, ResultSink... sinks) {
        List<String> destinations = new ArrayList<>();
        for (ResultSink sink : sinks) {
            destinations.add(
                    "{ name = sink%d, ae-title = %s, host = \"127.0.0.1\", port = %d }"
                            .formatted(destinations.size(), ResultSink.TITLE, sink.port()));
        }
        return """
               dicom { ae-title = %s, bind = "127.0.0.1", port = %d }
               storage { dir = "%s", disk { soft-mark = 20 MiB, hard-mark = 10 MiB } }
               database { url = "jdbc:h2:file:%s/db/brixia" }
               model { dir = "models/bsnet-mini", device = cpu }
               jobs { retry-first = 200 ms, retry-longest = 1 s, poll = 100 ms }
               send { retry-first = 200 ms, retry-longest = 1 s, poll = 100 ms }
               web { enabled = false }
               destinations = [ %s ]
               %s
               """
                .formatted(TITLE, port, folder, folder, String.join(", ", destinations), more);
    }

    public static NodeConfig config(Path folder, String more, ResultSink... sinks)
            throws InvalidConfigurationException {
        return ConfigReader.read(text(folder, 0, more, sinks), "test configuration");
    }

    /**
     * A setting for tests of what surrounds the model: one that loads and runs in no time.
     *
     * @param folder where it is written
     */
    public static String standIn(Path folder) throws IOException {
        return "model.dir = \"%s\"\n".formatted(StandInModel.write(folder));
    }

    /**
     * A frontal phantom; the same name gives the same image. Pictures repeat after a few numbers,
     * identifiers do not.
     */
    public static TestObject chest(String name) {
        int number = Math.floorMod(name.hashCode(), PHANTOMS);
        return DicomObjects.dx(name, DRAWN.computeIfAbsent(number, TestNode::phantom).grey(), 12);
    }

    private static PhantomChest phantom(int number) {
        Map<Zone, Integer> grades = new TreeMap<>();
        for (Zone zone : Zone.values()) {
            grades.put(zone, (number + zone.ordinal()) % PHANTOMS);
        }
        return PhantomChest.of(SIDE_PX, SIDE_PX, number, grades);
    }

    /** Frontal phantoms as files, Explicit VR Little Endian. */
    public static List<Path> chests(Path folder, String name, int count) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path file = folder.resolve(name + i + ".dcm");
            chest(name + i).write(file, TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
            files.add(file);
        }
        return files;
    }

    /**
     * @return how many were answered with Success or a warning
     */
    public static long send(int port, List<Path> files) throws InterruptedException {
        DimseDestination node =
                new DimseDestination("node", TITLE, "127.0.0.1", port, java.util.Optional.empty());
        return StoreScu.store(DimseConfig.defaults(SENDER), node, files, one -> {}).stream()
                .filter(one -> one.outcome().isSent())
                .count();
    }

    private TestNode() {}
}
