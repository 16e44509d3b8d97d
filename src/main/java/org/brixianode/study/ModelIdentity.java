package org.brixianode.study;

/**
 * Identifies a model.
 *
 * @param id name of the model, as in {@code models/<id>}
 * @param version version of the model
 * @param digest lower-case hexadecimal SHA-256 over all of the model's files, {@code model.json}
 *     included
 */
public record ModelIdentity(String id, String version, String digest) {

    @Override
    public String toString() {
        return id + " " + version;
    }
}
