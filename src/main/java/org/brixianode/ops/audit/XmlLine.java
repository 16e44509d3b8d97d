package org.brixianode.ops.audit;

import java.util.ArrayDeque;
import java.util.Deque;
import org.brixianode.study.SafeText;

/**
 * Writes XML elements on one line. Every value is sanitised and truncated, so that no value ends
 * the line or is invalid in XML 1.0.
 */
final class XmlLine {

    private static final int MAX_VALUE = 600;

    private final StringBuilder line = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Whether the start tag of the innermost element is not yet closed. */
    private boolean inTag;

    XmlLine open(String element) {
        endTag();
        line.append('<').append(element);
        open.push(element);
        inTag = true;
        return this;
    }

    XmlLine attribute(String name, String value) {
        line.append(' ').append(name).append("=\"").append(escaped(value)).append('"');
        return this;
    }

    XmlLine attributeUnlessEmpty(String name, String value) {
        return value.isEmpty() ? this : attribute(name, value);
    }

    XmlLine text(String value) {
        endTag();
        line.append(escaped(value));
        return this;
    }

    /** Ends the innermost element. */
    XmlLine close() {
        String element = open.pop();
        if (inTag) {
            line.append("/>");
            inTag = false;
        } else {
            line.append("</").append(element).append('>');
        }
        return this;
    }

    private void endTag() {
        if (inTag) {
            line.append('>');
            inTag = false;
        }
    }

    private static String escaped(String value) {
        return SafeText.line(value, MAX_VALUE)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @Override
    public String toString() {
        return line.toString();
    }
}
