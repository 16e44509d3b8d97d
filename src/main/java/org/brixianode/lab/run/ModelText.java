package org.brixianode.lab.run;

/**
 * What the user says about a model that is trained.
 *
 * @param data name and source of the training data
 * @param flip whether a single network scores the mirrored image too
 */
public record ModelText(String id, String version, String licence, String data, boolean flip) {}
