package org.brixianode.report.module;

import java.util.stream.Collectors;
import org.brixianode.study.EarlierResults;
import org.brixianode.study.EarlierResults.LookedUp;
import org.brixianode.study.EarlierResults.NotLookedUp;
import org.brixianode.study.EarlierResults.Veto;
import org.brixianode.study.PersonFacts;

/** Texts for a missing comparison with earlier results, with the reason. */
public final class EarlierWords {

    /** Of a search in the PACS that did not end in time, failed, or was not possible. */
    public static final String NOT_IN_TIME =
            "The search for earlier radiographs in the PACS was not completed.";

    /** One sentence for the report; only if there is no prior. */
    public static String sentence(EarlierResults earlier) {
        if (earlier instanceof NotLookedUp lookup) {
            return "Not compared with earlier results: " + reason(lookup.reason()) + ".";
        }
        return ((LookedUp) earlier)
                .veto()
                .map(EarlierWords::veto)
                .orElse("No earlier result of this patient is known to this node.");
    }

    private static String reason(EarlierResults.Reason reason) {
        return switch (reason) {
            case NO_PATIENT_ID -> "the image has no Patient ID";
            case NO_DATE -> "the image has no date";
            case NO_DATABASE ->
                    "it was scored by the score command, which knows no earlier results";
        };
    }

    /** A short text for the heatmap; only if there is no prior. */
    public static String brief(EarlierResults earlier) {
        if (earlier instanceof NotLookedUp lookup) {
            return switch (lookup.reason()) {
                case NO_PATIENT_ID -> "Not compared: no Patient ID";
                case NO_DATE -> "Not compared: image without date";
                case NO_DATABASE -> "Not compared with earlier images";
            };
        }
        return earlier.veto()
                .map(veto -> "Not compared: another person?")
                .orElse("No earlier result");
    }

    /** Results under the same identifier that are probably another person's. */
    static String veto(Veto veto) {
        String subject =
                veto.results() == 1
                        ? "An earlier result under the same patient identifier was"
                        : veto.results()
                                + " earlier results under the same patient identifier were";
        boolean one = veto.facts().size() == 1;
        return subject + " not compared: " + facts(veto) + (one ? " differs." : " differ.");
    }

    private static String facts(Veto veto) {
        return veto.facts().stream()
                .map(PersonFacts.Fact::words)
                .collect(Collectors.joining(", "))
                .replaceFirst(", ([^,]*)$", " and $1");
    }

    private EarlierWords() {}
}
