package org.brixianode.report.sr;

import org.brixianode.report.module.Codes;

/** TID 1204 Language of Content Item and Descendants. */
final class LanguageOfContent {

    /** Row 1: American English, in which {@code Wording} writes. */
    static ContentItem englishUs() {
        return ContentItem.code(Codes.LANGUAGE, Codes.EN_US);
    }

    private LanguageOfContent() {}
}
