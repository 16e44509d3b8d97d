package org.brixianode.pipeline;

import org.brixianode.study.Acquisition;
import org.brixianode.study.Job;
import org.brixianode.study.Radiograph;

/** A job whose image is decoded. */
record Decoded(Job job, Radiograph radiograph, Acquisition acquisition) {}
