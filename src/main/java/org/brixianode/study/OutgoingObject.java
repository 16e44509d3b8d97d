package org.brixianode.study;

import java.nio.file.Path;

/**
 * A result object to deliver: a synced Part 10 file in Explicit VR Little Endian or Deflated
 * Explicit VR Little Endian.
 *
 * @param kind the kind of result
 * @param ref the object's UIDs, in the source image's study
 * @param sourceSopInstanceUid the scored image
 * @param file the Part 10 file
 */
public record OutgoingObject(
        ResultKind kind, InstanceRef ref, String sourceSopInstanceUid, Path file) {}
