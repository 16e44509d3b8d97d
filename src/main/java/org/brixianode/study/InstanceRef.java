package org.brixianode.study;

/**
 * Identifies a SOP instance with its series and study.
 *
 * @param studyUid Study Instance UID (0020,000D)
 * @param seriesUid Series Instance UID (0020,000E)
 * @param sopClassUid SOP Class UID (0008,0016)
 * @param sopInstanceUid SOP Instance UID (0008,0018)
 */
public record InstanceRef(
        String studyUid, String seriesUid, String sopClassUid, String sopInstanceUid) {}
