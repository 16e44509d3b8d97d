package org.brixianode.report.module;

/**
 * The attributes of a series of the node.
 *
 * @param modality (0008,0060)
 * @param number (0020,0011)
 * @param description (0008,103E)
 * @param instanceNumber (0020,0013) of the object in it
 */
public record SeriesHead(String modality, int number, String description, int instanceNumber) {}
