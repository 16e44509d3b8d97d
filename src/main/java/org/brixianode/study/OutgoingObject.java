package org.brixianode.study;

import java.nio.file.Path;

/**
 * A result object that waits for delivery: a synced Part 10 file, Explicit VR Little Endian or the
 * same deflated.
 *
 * @param kind what it is
 * @param ref the object itself, in the source's study
 * @param sourceSopInstanceUid the image of which it speaks
 * @param file the Part 10 file
 */
public record OutgoingObject(
        ResultKind kind, InstanceRef ref, String sourceSopInstanceUid, Path file) {}
