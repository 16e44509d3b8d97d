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

/** Options of {@code train} and {@code evaluate} for the data folder. */
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
                    "Leave out and list rows with a missing or unreadable file or an invalid score."
                            + " Without this option such a row ends the command at once.")
    private boolean skipInvalid;

    /** The folder's name, or its path if it has none. */
    String name() {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return name == null ? folder.toString() : name.toString();
    }

    /**
     * Checks every row and file before a network runs, so that all problems are reported at once.
     *
     * @return a table with at least one valid row; invalid rows are skipped on request
     * @throws CommandFailure if there are invalid rows; the message lists them with their problems
     * @throws InvalidDataException if there is no table, or it lacks a column or has no rows
     */
    AnnotationTable table() throws IOException, InvalidDataException {
        AnnotationTable table =
                Annotations.table(folder, PictureRasters::patient).readable(PictureRasters::read);
        if (!table.bad().isEmpty()) {
            reportBad(table);
        }
        if (table.patientsByFileName() > 0) {
            System.err.println(
                    ("%d of %d images have no patient (column patient, or Patient ID of a DICOM file):"
                                    + " their patients are identified by file name")
                            .formatted(table.patientsByFileName(), table.usable().size()));
        }
        return table;
    }

    private void reportBad(AnnotationTable table) {
        if (!skipInvalid) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    problems(table) + "\nCorrect them, or leave them out with --skip-invalid.");
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
