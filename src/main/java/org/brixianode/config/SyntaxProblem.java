package org.brixianode.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;
import org.brixianode.study.FailureText;

/**
 * Describes a HOCON syntax error without quoting the text. The library's messages quote the text at
 * the error, which may be a password or part of one.
 */
final class SyntaxProblem {

    /**
     * @param source names the text that was read; the message names the file only if it is another
     *     one, which the text includes
     */
    static String text(ConfigException failure, String source) {
        ConfigOrigin origin = failure.origin();
        if (origin != null && ConfigReader.DEFAULTS.equals(origin.resource())) {
            // The one value that defaults are made of.
            return "storage.dir must be a single text";
        }
        return place(failure.origin(), source)
                + cause(failure)
                + " (not shown here, it may be secret)";
    }

    private static String place(ConfigOrigin origin, String source) {
        if (origin == null) {
            return "";
        }
        String file = origin.filename();
        String other = file == null || file.equals(source) ? "" : file + ", ";
        return other + (origin.lineNumber() > 0 ? "line " + origin.lineNumber() + ": " : "");
    }

    private static String cause(ConfigException failure) {
        if (failure instanceof ConfigException.UnresolvedSubstitution) {
            return "a substitution ${...} has no value: set its variable, or write the text in double"
                    + " quotes if none is meant";
        }
        if (failure instanceof ConfigException.IO) {
            return "an included file cannot be read";
        }
        if (!(failure instanceof ConfigException.Parse)) {
            return "a block, a list and a text cannot stand side by side as one value: is a comma, a"
                    + " line break or a quote missing?";
        }
        return "not valid HOCON: " + advice(FailureText.of(failure));
    }

    /** The library's syntax errors differ only in their text. */
    private static String advice(String message) {
        if (message.contains("end of file") || message.contains("End of input")) {
            return "the file ends within a block, a list or a quoted text: a closing }, ] or double"
                    + " quote is missing here or above";
        }
        if (message.contains("unbalanced close")) {
            return "a closing } or ] has no opening one";
        }
        if (message.contains("backslash followed by")) {
            return "a backslash in a quoted text is written twice";
        }
        if (message.contains("Reserved character") || message.contains("not followed by {")) {
            return "a text with other characters than letters, digits, - and _ belongs in double"
                    + " quotes";
        }
        if (message.contains("unescaped newline")) {
            return "the closing double quote of a text is missing";
        }
        return "an =, a comma, a quote or a bracket is missing or too many here or above";
    }

    private SyntaxProblem() {}
}
