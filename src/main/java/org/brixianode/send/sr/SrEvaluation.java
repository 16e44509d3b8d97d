package org.brixianode.send.sr;

/**
 * A qualitative evaluation, the content item CODE (PS3.3 C.18.2).
 *
 * @param concept what was evaluated
 * @param value the result
 */
public record SrEvaluation(SrCode concept, SrCode value) {}
