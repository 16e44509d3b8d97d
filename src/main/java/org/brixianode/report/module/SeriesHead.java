package org.brixianode.report.module;

/**
 * What tells one of the node's series from the others.
 *
 * @param modality (0008,0060)
 * @param number (0020,0011)
 * @param description (0008,103E)
 * @param instanceNumber (0020,0013) of the object in it
 */
public record SeriesHead(String modality, int number, String description, int instanceNumber) {}
