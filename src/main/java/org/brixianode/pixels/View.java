package org.brixianode.pixels;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;

/**
 * Checks View Position (0018,5101) and View Code Sequence (0054,0220) for a known view other than
 * frontal.
 *
 * <p>Only known words and codes decide. Unknown text, codes of private schemes and empty values are
 * left to the check of the lungs. If text and code contradict each other, the one known not to be
 * frontal refuses; but the meaning of a private code counts only if View Position does not name a
 * frontal view.
 */
final class View {

    /** Terms of PS3.3 C.8.1.1.1, and words that modalities write instead. */
    private static final Set<String> FRONTAL_WORDS =
            Set.of("AP", "PA", "FRONTAL", "FRONTALE", "POSTERO", "ANTERO", "DV", "VD");

    private static final List<String> FRONTAL_BEGINNINGS =
            List.of("POSTEROANT", "ANTEROPOST", "DORSOVENT", "VENTRODORS");

    private static final Set<String> SIDE_WORDS =
            Set.of(
                    "LL",
                    "RL",
                    "LAT",
                    "LLAT",
                    "RLAT",
                    "LTLAT",
                    "RTLAT",
                    "XTABLE",
                    "CROSSTABLE",
                    "XTLAT",
                    "LATERAAL",
                    "PROFIL",
                    "PROFILE",
                    "PERFIL",
                    "SEITLICH",
                    "BOCZNE",
                    "BOCZNA",
                    "BOCZNY");

    /** A side alone is a lateral view; beside other words it is a marker. */
    private static final Set<String> SIDES = Set.of("L", "R");

    private static final Set<String> DECUBITUS_WORDS = Set.of("LLD", "RLD", "DECUB", "DECUBITUS");

    /** A supine view is frontal, although several languages also call it a decubitus. */
    private static final Set<String> SUPINE_WORDS =
            Set.of("SUPINE", "SUPIN", "SUPINO", "DORSAL", "DORSALE", "DORSALIS");

    private static final Set<String> OBLIQUE_WORDS =
            Set.of("LLO", "RLO", "LAO", "RAO", "LPO", "RPO", "OBL", "OBLIQ", "SCHRAG", "SCHRAEG");

    private static final Set<String> SPECIAL_WORDS =
            Set.of(
                    "SWIMMER",
                    "SWIMMERS",
                    "TOWNE",
                    "TOWNES",
                    "WATERS",
                    "CALDWELL",
                    "FROG",
                    "FROGLEG",
                    "SUNRISE",
                    "MORTISE",
                    "ODONTOID",
                    "TANGENTIAL",
                    "SUBMENTOVERTICAL",
                    "DORSOPLANTAR",
                    "CRANIOCAUDAL",
                    "MLO",
                    "GRASHEY",
                    "SKYLINE");

    /** CID 4010: frontal, antero-posterior, postero-anterior; SCT, SRT and its predecessor SNM3. */
    private static final Set<String> FRONTAL_CODES =
            Set.of(
                    "399033003",
                    "R-10202",
                    "399348003",
                    "R-10206",
                    "272479007",
                    "R-10214",
                    "R-40888");

    /** The rest of CID 4010 except axial, which may denote a chest view. */
    private static final Set<String> OTHER_CODES =
            Set.of(
                    """
                    399067008 399173006 399198007 399352003 399260004 30730003
                    399182000 399236003 399184004 399135007 399356000 399006002 399038007 399059000
                    399312000 399160007 399225005 399288005 399099002 399368009 260427002 260426006
                    399132005 399325008 399004004
                    399110001 399162004 399196006 399242004 399351005 399071006 399360002 399272005
                    399255003 399335002 399316002 260499007 119376003
                    R-102CD R-10236 R-10232 R-10228 R-10224 G-A145
                    R-102C1 R-10234 R-10238 R-10220 R-40985 R-10212 R-10210 R-10216
                    R-10208 R-10204 R-10250 R-10248 R-10230 R-10226 R-40783 R-40782
                    R-10252 R-10254 R-10246
                    R-102C2 R-10242 R-10244 R-102C6 R-102C7 R-102C3 R-10257 R-102C5
                    R-10256 R-102C4 R-102C8 R-40810 G-8300"""
                            .split("\\s+"));

    /** The objection if the view is known not to be frontal. */
    static Optional<String> objection(Attributes header, SiteWords site) {
        String shown = HeaderValues.words(header, Tag.ViewPosition);
        Words position = Words.of(shown);
        List<HeaderCode> codes = HeaderCode.in(header, Tag.ViewCodeSequence);
        String named = " (View Position " + HeaderValues.quoted(shown) + ")";
        if (site.refuse(shown)) {
            return Optional.of("view not scored at this site" + named);
        }
        Optional<HeaderCode> refused =
                codes.stream().filter(code -> site.refuse(code.text())).findFirst();
        if (refused.isPresent()) {
            return refused.map(code -> "view " + code.shown() + ", not scored at this site");
        }
        if (site.nameFrontal(shown)
                || site.nameFrontal(HeaderValues.words(header, Tag.BodyPartExamined))
                || codes.stream().anyMatch(code -> site.nameFrontal(code.text()))) {
            return Optional.empty();
        }
        return kind(position)
                .map(kind -> kind + " view" + named)
                .or(() -> codeObjection(codes, isFrontal(position)))
                .or(() -> bodyPartObjection(header, isFrontal(position)));
    }

    private static Optional<String> codeObjection(List<HeaderCode> codes, boolean frontal) {
        return codes.stream()
                .filter(code -> code.standard() ? isOther(code) : !frontal && isOtherWord(code))
                .findFirst()
                .map(code -> "view " + code.shown() + ", not frontal");
    }

    private static boolean isOther(HeaderCode code) {
        return !FRONTAL_CODES.contains(code.value())
                && (OTHER_CODES.contains(code.value()) || isOtherWord(code));
    }

    private static boolean isOtherWord(HeaderCode code) {
        return kind(code.words()).isPresent();
    }

    /**
     * Body Part Examined may name the view, as in {@code CHEST LAT}. If it names a frontal view too
     * ({@code CHEST PA LAT}), it describes the study.
     */
    private static Optional<String> bodyPartObjection(Attributes header, boolean frontal) {
        String part = HeaderValues.words(header, Tag.BodyPartExamined);
        Words words = BodyPart.split(Words.of(part));
        return frontal || isFrontal(words) || words.isOnly(SIDES::contains)
                ? Optional.empty()
                : kind(words).map(k -> k + " view (Body Part " + HeaderValues.quoted(part) + ")");
    }

    private static boolean isFrontal(Words words) {
        return words.any(
                word ->
                        FRONTAL_WORDS.contains(word)
                                || FRONTAL_BEGINNINGS.stream().anyMatch(word::startsWith));
    }

    /** The known view other than frontal that a text names. */
    private static Optional<String> kind(Words words) {
        if (words.any(DECUBITUS_WORDS::contains) && !words.any(SUPINE_WORDS::contains)) {
            return Optional.of("decubitus");
        }
        if (words.any(View::isSide) || words.isOnly(SIDES::contains)) {
            return Optional.of("lateral");
        }
        if (words.any(View::isOblique)) {
            return Optional.of("oblique");
        }
        return words.any(word -> SPECIAL_WORDS.contains(word) || word.startsWith("LORDOT"))
                ? Optional.of("special")
                : Optional.empty();
    }

    private static boolean isSide(String word) {
        return SIDE_WORDS.contains(word)
                || word.startsWith("LATERO")
                || word.startsWith("LATERAL") && !word.startsWith("LATERALIT");
    }

    private static boolean isOblique(String word) {
        return OBLIQUE_WORDS.contains(word)
                || word.startsWith("OBLIQU")
                || word.startsWith("OBLICU");
    }

    private View() {}
}
