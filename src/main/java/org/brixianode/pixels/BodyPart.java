package org.brixianode.pixels;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;

/**
 * Checks Body Part Examined (0018,0015) and Anatomic Region Sequence (0008,2218) for a known body
 * part other than the chest.
 *
 * <p>Only known words and codes decide. Unknown text, codes of private schemes and empty values are
 * left to the check of the lungs. If text and code contradict each other, the one known to be
 * another part refuses; but the meaning of a private code counts only if Body Part Examined does
 * not name the chest.
 */
final class BodyPart {

    /** Terms of PS3.16 L, and words that modalities write instead. */
    private static final Set<String> CHEST_WORDS =
            Set.of(
                    "CHEST",
                    "THORAX",
                    "LUNG",
                    "LUNGS",
                    "TORAX",
                    "TORACE",
                    "POITRINE",
                    "PULMON",
                    "PULMONES",
                    "PULMAO",
                    "PULMOES",
                    "POLMONI",
                    "POUMON",
                    "POUMONS",
                    "LUNGE",
                    "BRUSTKORB",
                    "TORAKS",
                    "KLATKA",
                    "LONGEN");

    /** Terms of PS3.16 L for other parts, or more than the chest, and their synonyms. */
    private static final Set<String> OTHER_WORDS =
            Set.of(
                    """
                    ABD ABDO ABDOMEN ABDPELVIS ABDOMENPELVIS KUB CHESTABDOMEN CHESTABDPELVIS
                    NECKCHEST NECKCHESTABDOMEN NECKCHESTABDPELV WHOLEBODY BABYGRAM
                    ANKLE ANKLES ARM ARMS BLADDER BRAIN BREAST BREASTS CALCANEUS CALF CLAVICLE
                    CLAVICLES COCCYX COLON ELBOW ELBOWS ESOPHAGUS OESOPHAGUS EXTREMITY EYE EYES
                    FACIAL FEET FEMUR FEMURS FIBULA FINGER FINGERS FOOT FOREARM FOREARMS HAND HANDS
                    HEAD HEADNECK HEEL HIP HIPS HUMERUS IAC JAW KNEE KNEES LARYNX LEG LEGS LIMB
                    MANDIBLE MASTOID MASTOIDS MAXILLA NECK NOSE ORBIT ORBITS PATELLA PELVIS PHARYNX
                    RIB RIBS SACRUM SCAPHOID SCAPULA SHOULDER SHOULDERS SINUS SINUSES SKULL SPINE
                    CSPINE TSPINE LSPINE SSPINE CTSPINE TLSPINE LSSPINE STERNUM STOMACH TEETH THIGH
                    THUMB THYROID TIBIA TIBFIB TMJ TOE TOES TOOTH ULNA VERTEBRA VERTEBRAE WRIST
                    WRISTS ZYGOMA
                    ABDOME ADDOME BAUCH BUIK BECKEN BASSIN BACINO BACIA COLUMNA COLUNA COLONNA
                    RACHIS WIRBELSAULE WIRBELSAEULE HWS BWS LWS RIPPEN COSTILLAS COSTELAS
                    SCHADEL SCHAEDEL CRANEO CRANIO CRANE CRANIUM TETE KOPF CABEZA CABECA HALS CUELLO
                    PESCOCO MANO MAO HANDGELENK POIGNET MUNECA PUNHO POLSO ELLENBOGEN COUDE CODO
                    COTOVELO GOMITO SCHULTER EPAULE HOMBRO OMBRO SPALLA FUSS PIEDE KNIE GENOU
                    RODILLA JOELHO GINOCCHIO HUFTE HUEFTE HANCHE CADERA QUADRIL SPRUNGGELENK
                    CHEVILLE TOBILLO TORNOZELO CAVIGLIA OBERSCHENKEL UNTERSCHENKEL OBERARM UNTERARM
                    DEDO DOIGT FEMORE"""
                            .split("\\s+"));

    /**
     * Words that name another part only if they are the only word: with others French {@code face}
     * is the frontal view, Spanish {@code de pie} means standing, and English {@code main} is not a
     * hand.
     */
    private static final Set<String> OTHER_ALONE = Set.of("FACE", "MAIN", "PIE", "PIED", "PE");

    /** CID 4009 and 4031: chest, thorax, lung, and regions that include the chest; SCT and SRT. */
    private static final Set<String> CHEST_CODES =
            Set.of(
                    "816094009",
                    "51185008",
                    "T-D3000",
                    "39607008",
                    "T-28000",
                    "43799004",
                    "T-D3200",
                    "417437006",
                    "R-FAB52");

    /** The rest of CID 4009, except parts of the chest. */
    private static final Set<String> OTHER_CODES =
            Set.of(
                    """
                    818981001 818982008 85856004 70258002 53505006 28273000 34707002 89837001
                    72001000 371195002 76752008 80144004 122494005 1217257000 416550000 416775004
                    51299004 64688005 71854001 38848004 16953009 38266002 32849002 110861005
                    66019005 81745001 371398005 91397008 71341001 87342007 7569003 56459004
                    14975008 28231008 85562004 69536005 774007 29836001 24136001 85050009 34516001
                    22356005 361078006 661005 21306003 72696002 14742008 4596009 303270005 30021000
                    61685007 122496007 1217253001 91609006 59066005 70925003 102292000 30608006
                    74386004 45048000 416152001 416319003 55024004 363654007 15776009 2095001
                    45289007 64234005 816092008 1231522001 34402009 113197003 1217254007 39723000
                    54735007 79601000 42575006 58742003 16982005 89546000 30315005 421060004 7844006
                    56873002 69695003 54019009 27949001 53620006 68367000 122495006 1217256009
                    76505004 29707007 40983000 53120007 431491007 87953007 13648007 110639002
                    110517009 74670003 13881006
                    T-15420 T-15750 T-59900 T-60610 T-60600 T-74000 T-12700 T-D0821 T-04000 T-12770
                    T-11501 R-FAB55 R-FAB56 T-12310 T-11BF0 T-59300 T-58200 T-15430 T-D0010 T-56000
                    T-DD163 T-D0300 T-AA000 T-D0801 T-11196 T-12710 T-12750 T-D8800 T-D9700 T-D8500
                    T-63000 T-D8700 T-D1100 T-D1000 T-D2500 T-15710 T-12410 T-58600 T-12340 T-AB959
                    T-D1213 T-58400 T-D9200 T-59000 T-24100 T-50007 T-D9400 T-D9000 T-11503 T-11180
                    T-11133 T-11170 T-14668 T-13600 T-11149 T-D1600 R-FAB53 R-FAB54 T-11102 T-D14AE
                    T-65000 T-22000 T-61100 T-12730 T-59600 T-11300 T-15680 T-11AD0 T-12280 T-D1460
                    T-12980 T-D2220 T-11100 T-58000 T-D04FF T-15610 T-11210 T-57000 T-61300 T-15770
                    T-15290 T-D9100 T-11502 T-D8810 T-D9800 T-D8200 T-D8000 T-7000B T-73000 T-75000
                    T-88920 T-11011 T-15460 T-11166
                    T-D4000 T-D6000"""
                            .split("\\s+"));

    /** The objection if the body part is known not to be the chest. */
    static Optional<String> objection(Attributes header, SiteWords site) {
        String shown = HeaderValues.words(header, Tag.BodyPartExamined);
        Words examined = Words.of(shown);
        List<HeaderCode> regions = HeaderCode.in(header, Tag.AnatomicRegionSequence);
        if (site.refuse(shown)) {
            return Optional.of(notScored(shown));
        }
        Optional<HeaderCode> refused =
                regions.stream().filter(region -> site.refuse(region.text())).findFirst();
        if (refused.isPresent()) {
            return refused.map(region -> notScored(region.shown()));
        }
        if (site.nameChest(shown)
                || regions.stream().anyMatch(region -> site.nameChest(region.text()))) {
            return Optional.empty();
        }
        if (isOther(examined)) {
            return Optional.of(notChest(shown));
        }
        boolean chest = split(examined).any(CHEST_WORDS::contains);
        return regions.stream()
                .filter(r -> r.standard() ? isOther(r) : !chest && isOther(r.words()))
                .findFirst()
                .map(region -> notChest(region.shown()));
    }

    private static boolean isOther(HeaderCode region) {
        return !CHEST_CODES.contains(region.value())
                && (OTHER_CODES.contains(region.value()) || isOther(region.words()));
    }

    private static boolean isOther(Words words) {
        return words.any(OTHER_WORDS::contains)
                || split(words).any(OTHER_WORDS::contains)
                || words.isOnly(OTHER_ALONE::contains);
    }

    /** Splits words that are joined with the chest, such as {@code CHESTPA}. */
    static Words split(Words words) {
        List<String> parts = new ArrayList<>();
        for (String word : words.list()) {
            Optional<String> chest =
                    CHEST_WORDS.stream()
                            .filter(c -> word.length() > c.length() + 1 && word.startsWith(c))
                            .max(Comparator.comparingInt(String::length));
            chest.ifPresent(parts::add);
            parts.add(chest.map(c -> word.substring(c.length())).orElse(word));
        }
        return new Words(parts);
    }

    private static String notChest(String part) {
        return "body part " + HeaderValues.quoted(part) + ", not chest";
    }

    private static String notScored(String part) {
        return "body part " + HeaderValues.quoted(part) + ", not scored at this site";
    }

    private BodyPart() {}
}
