package org.brixianode.pipeline;

import java.time.Instant;
import java.util.List;

/**
 * The pipeline at a moment, for those who watch it.
 *
 * @param claimed number of claimed jobs
 * @param lastMoved when a job was last claimed or released
 * @param lastLook when the claimer last looked for due jobs
 * @param endedThreads names of threads that have ended and are not replaced yet
 */
public record PipelineState(
        int claimed, Instant lastMoved, Instant lastLook, List<String> endedThreads) {}
