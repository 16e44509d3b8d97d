package org.brixianode.study;

/**
 * Names a patient without telling who it is.
 *
 * @param key lower-case hexadecimal SHA-256 of Patient ID (0010,0020) and Issuer of Patient ID
 *     (0010,0021)
 */
public record Patient(String key) {}
