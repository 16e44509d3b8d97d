package org.brixianode.send.sr;

/**
 * The content item TEXT (PS3.3 C.18.3).
 *
 * @param concept what the text is about
 * @param text lines separated by line feeds
 */
public record SrText(SrCode concept, String text) {}
