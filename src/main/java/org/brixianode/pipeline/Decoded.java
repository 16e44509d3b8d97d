package org.brixianode.pipeline;

import java.util.Optional;
import org.brixianode.dicom.ObjectHeader;
import org.brixianode.pixels.PixelResult;
import org.brixianode.score.Prepared;
import org.brixianode.study.Acquisition;
import org.brixianode.study.Job;
import org.brixianode.study.Radiograph;
import org.brixianode.study.StudyFacts;

/** A job whose image is decoded and prepared for the network. */
record Decoded(
        Job job,
        Prepared image,
        Acquisition acquisition,
        Optional<StudyFacts> facts,
        Optional<ObjectHeader> header) {

    Decoded(Job job, PixelResult.Accepted accepted, Prepared image) {
        this(job, image, accepted.acquisition(), accepted.facts(), accepted.header());
    }

    Radiograph radiograph() {
        return image.radiograph();
    }
}
