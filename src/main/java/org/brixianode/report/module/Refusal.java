package org.brixianode.report.module;

/**
 * The model has looked at an image and has not scored it.
 *
 * @param reason why not, for a radiographer
 */
public record Refusal(Provenance provenance, String reason) {}
