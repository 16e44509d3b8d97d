package org.brixianode.testkit;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.brixianode.report.ReportRequest;
import org.brixianode.study.Sha256;

/** Draws one picture in a Java of its own and prints its digest. */
public final class ReportPictureMain {

    /**
     * @param arguments a folder for the source file
     */
    public static void main(String[] arguments) throws Exception {
        System.out.println(digest(Path.of(arguments[0])));
    }

    /** SHA-256 of the pixels of a picture with a prior, drawn from a source in the folder. */
    public static String digest(Path folder) throws Exception {
        ReportRequest request =
                ReportFixtures.with(
                        ReportFixtures.request(ReportFixtures.source(folder, header -> {})),
                        Optional.of(ReportFixtures.prior()),
                        Optional.empty());
        BufferedImage picture = ReportFixtures.picture(request);
        int width = picture.getWidth();
        int[] pixels = picture.getRGB(0, 0, width, picture.getHeight(), null, 0, width);
        ByteBuffer bytes = ByteBuffer.allocate(4 * pixels.length);
        bytes.asIntBuffer().put(pixels);
        return new Sha256().update(bytes).hex();
    }

    private ReportPictureMain() {}
}
