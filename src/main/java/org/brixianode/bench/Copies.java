package org.brixianode.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.brixianode.dicom.ObjectCopies;

/** Copies of one object under other UIDs, as files to send. */
final class Copies {

    /**
     * @param folder for the files; it decides the UIDs together with the name
     * @param timesTaller how often the pixel data is repeated downwards, for larger objects
     */
    static List<Path> write(Path source, Path folder, String name, int count, int timesTaller)
            throws IOException {
        Files.createDirectories(folder);
        List<Path> copies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path copy = folder.resolve(name + i + ".dcm");
            ObjectCopies.write(source, folder + name + i, timesTaller, copy);
            copies.add(copy);
        }
        return copies;
    }

    private Copies() {}
}
