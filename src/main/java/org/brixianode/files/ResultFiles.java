package org.brixianode.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.Part10Names;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.report.ReportConfig;
import org.brixianode.report.ReportRequest;
import org.brixianode.report.ReportStage;
import org.brixianode.report.capture.HeatmapFiles;
import org.brixianode.report.registry.StandardResults;
import org.brixianode.study.EarlierResults;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.PrivateFiles;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.ScoringRun;
import org.brixianode.study.StageException;

/** Writes the results of image files; their names are derived from those of the image files. */
public final class ResultFiles {

    private final Optional<Path> folder;
    private final Clock clock;
    private final ResultNames names = new ResultNames();
    private final ReportConfig config = ReportConfig.defaults();
    private final ReportStage report = new ReportStage(config, StandardResults.WRITERS);

    public ResultFiles(Optional<Path> folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * @param scored a file with a score sheet
     * @return the written files
     * @throws IOException if a file cannot be written
     */
    public List<Path> write(ScoredFile scored) throws IOException {
        Path out = folder.orElseThrow();
        PrivateFiles.createFolders(out);
        String name = names.of(scored.file());
        ImageFile image = scored.image().orElseThrow();
        ScoreSheet sheet = scored.sheet().orElseThrow();
        try {
            List<Path> written = new ArrayList<>();
            if (image.instance().isPresent()) {
                ReportRequest request = request(image.instance().get(), image, sheet);
                for (OutgoingObject object : report.write(request, out)) {
                    written.add(decompressed(object, out, name));
                }
            }
            Path png = out.resolve(name + "-heatmap.png");
            HeatmapFiles.writePng(
                    HeatmapFiles.draw(
                            image.radiograph().orElseThrow(),
                            image.acquisition(),
                            sheet,
                            clock.instant(),
                            config),
                    png);
            written.add(png);
            return written;
        } catch (StageException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private ReportRequest request(ReceivedInstance instance, ImageFile image, ScoreSheet sheet) {
        Instant at = clock.instant();
        return new ReportRequest(
                instance,
                image.header(),
                image.acquisition(),
                image.radiograph().orElseThrow(),
                sheet,
                at,
                ScoringRun.ofCommand(at),
                new EarlierResults.NotLookedUp(EarlierResults.Reason.NO_DATABASE),
                Optional.empty(),
                Map.of());
    }

    /**
     * Writes the object uncompressed, for viewers and validators that do not support the deflated
     * syntax.
     */
    private static Path decompressed(OutgoingObject object, Path out, String name)
            throws IOException {
        String suffix = StandardResults.WRITERS.shortName(object.kind());
        Path target = out.resolve(name + "-" + suffix + ".dcm");
        String syntax = Part10Names.read(object.file()).transferSyntaxUid();
        if (syntax.equals(TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN)) {
            return Files.move(object.file(), target, StandardCopyOption.REPLACE_EXISTING);
        }
        Part10.write(target, Part10.read(object.file()).dataset());
        Files.delete(object.file());
        return target;
    }
}
