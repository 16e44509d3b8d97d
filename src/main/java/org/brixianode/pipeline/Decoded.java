package org.brixianode.pipeline;

import java.util.Optional;
import org.brixianode.dicom.ObjectHeader;
import org.brixianode.pixels.PixelResult;
import org.brixianode.study.Acquisition;
import org.brixianode.study.Job;
import org.brixianode.study.Radiograph;
import org.brixianode.study.StudyFacts;

/** A job whose image is decoded. */
record Decoded(
        Job job,
        Radiograph radiograph,
        Acquisition acquisition,
        Optional<StudyFacts> facts,
        Optional<ObjectHeader> header) {

    Decoded(Job job, PixelResult.Accepted image) {
        this(job, image.radiograph(), image.acquisition(), image.facts(), image.header());
    }
}
