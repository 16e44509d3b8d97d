package org.brixianode.lab.evaluate.page;

/** Builds HTML or SVG. Texts and attribute values are escaped here only. */
final class Markup {

    private final StringBuilder written = new StringBuilder();

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(Character.isISOControl(c) ? '\uFFFD' : c);
            }
        }
        return escaped.toString();
    }

    /**
     * @param attributes names and values by turns
     */
    Markup open(String tag, Object... attributes) {
        written.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            written.append(' ').append(attributes[i]).append("=\"");
            written.append(escape(attributes[i + 1].toString())).append('"');
        }
        written.append('>');
        return this;
    }

    Markup close(String tag) {
        written.append("</").append(tag).append(">\n");
        return this;
    }

    Markup text(String text) {
        written.append(escape(text));
        return this;
    }

    /** A tag with a text in it. */
    Markup element(String tag, String text, Object... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    Markup add(Markup other) {
        written.append(other.written);
        return this;
    }

    /**
     * @param trusted written by this project, not from data
     */
    Markup raw(String trusted) {
        written.append(trusted);
        return this;
    }

    @Override
    public String toString() {
        return written.toString();
    }
}
