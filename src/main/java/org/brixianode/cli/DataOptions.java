package org.brixianode.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.brixianode.files.PictureRasters;
import org.brixianode.lab.data.AnnotationTable;
import org.brixianode.lab.data.Annotations;
import org.brixianode.lab.data.BadRow;
import org.brixianode.lab.data.InvalidDataException;
import picocli.CommandLine.Option;

/** Options of {@code train} and {@code evaluate} that say which radiographs they take. */
final class DataOptions {

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Folder with annotations.csv.")
    private Path folder;

    @Option(
            names = "--skip-invalid",
            description =
                    "Leave out rows with a missing or unreadable file or a score that is none, and"
                            + " list them. Without it such a row ends the command before anything"
                            + " else is done.")
    private boolean skipInvalid;

    /** The folder's name, or its path where it has none. */
    String name() {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return name == null ? folder.toString() : name.toString();
    }

    /**
     * Looks at every row and file before a network runs, so that all that is bad is told at once.
     *
     * @return a table with at least one good row, and bad ones only on request
     * @throws CommandFailure naming every bad row and all that is wrong with it
     * @throws InvalidDataException if there is no table, or it lacks a column or has no rows
     */
    AnnotationTable table() throws IOException, InvalidDataException {
        AnnotationTable table =
                Annotations.table(folder, PictureRasters::patient).readable(PictureRasters::read);
        if (!table.bad().isEmpty()) {
            tellBad(table);
        }
        if (table.patientsByFileName() > 0) {
            System.err.printf(
                    "%d of %d images name no patient (column patient, or Patient ID of a DICOM file):"
                            + " their file names tell patients apart%n",
                    table.patientsByFileName(), table.usable().size());
        }
        return table;
    }

    private void tellBad(AnnotationTable table) {
        if (!skipInvalid) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    problems(table) + "\nMend them, or go on without them with --skip-invalid.");
        }
        if (table.good().isEmpty()) {
            throw new CommandFailure(ExitCode.FAILED, problems(table) + "\nNo row is left.");
        }
        System.err.println("left out, " + problems(table));
    }

    private static String problems(AnnotationTable table) {
        return "%d of %d rows of %s cannot be used:\n  %s"
                .formatted(
                        table.bad().size(),
                        table.rows(),
                        Annotations.FILE_NAME,
                        table.bad().stream()
                                .map(BadRow::toString)
                                .collect(Collectors.joining("\n  ")));
    }
}
