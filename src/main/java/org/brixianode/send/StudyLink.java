package org.brixianode.send;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URL template of a viewer that opens the study of a result.
 *
 * @param template an http or https URL with the placeholders {@code {study-uid}}, {@code
 *     {accession}} and {@code {patient-id}}
 */
public record StudyLink(String template) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)\\}");
    private static final String STUDY = "study-uid";
    private static final String ACCESSION = "accession";
    private static final String PATIENT = "patient-id";
    private static final Set<String> NAMES = Set.of(STUDY, ACCESSION, PATIENT);

    /**
     * @throws IllegalArgumentException if a placeholder is unknown or the rest is no URL
     */
    public StudyLink {
        Matcher found = PLACEHOLDER.matcher(template);
        while (found.find()) {
            if (!NAMES.contains(found.group(1))) {
                throw new IllegalArgumentException(
                        "study-link has the unknown placeholder {"
                                + found.group(1)
                                + "}: known are {study-uid}, {accession} and {patient-id}");
            }
        }
        requireUrl(found.replaceAll("x"));
    }

    private static void requireUrl(String text) {
        boolean http;
        try {
            URI uri = URI.create(text);
            http =
                    ("http".equalsIgnoreCase(uri.getScheme())
                                    || "https".equalsIgnoreCase(uri.getScheme()))
                            && uri.getHost() != null
                            && uri.getRawUserInfo() == null;
        } catch (IllegalArgumentException e) {
            http = false;
        }
        if (!http) {
            throw new IllegalArgumentException(
                    "study-link must be a http or https URL without a user");
        }
    }

    /** The URL of a study; the values are percent-encoded. */
    public String url(String studyUid, String accession, String patientId) {
        return PLACEHOLDER
                .matcher(template)
                .replaceAll(
                        found ->
                                Matcher.quoteReplacement(
                                        encode(
                                                switch (found.group(1)) {
                                                    case STUDY -> studyUid;
                                                    case ACCESSION -> accession;
                                                    default -> patientId;
                                                })));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
