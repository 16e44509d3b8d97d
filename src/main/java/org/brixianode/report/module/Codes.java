package org.brixianode.report.module;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.brixianode.dicom.SopClasses;
import org.brixianode.study.Zone;

/**
 * Every coded concept that the result objects use, one constant each.
 *
 * <p>Sources: PS3.16 D (DCM), SNOMED CT as PS3.16 uses it (SCT), UCUM, RFC 5646, and the project's
 * own coding scheme for concepts without a standard code.
 */
public final class Codes {

    /** The private coding scheme, declared in every object that uses it (PS3.3 C.12.1.1.7). */
    public static final String PRIVATE_SCHEME = "99BRIXIA";

    private static final String DCM = "DCM";
    private static final String SCT = "SCT";
    private static final String UCUM = "UCUM";

    // Document title, containers and context (TID 1500, 1600, 1501).
    public static final Code IMAGING_MEASUREMENT_REPORT =
            dcm("126000", "Imaging Measurement Report");
    public static final Code LANGUAGE = dcm("121049", "Language of Content Item and Descendants");
    public static final Code EN_US = new Code("en-US", "RFC5646", "English (United States)");
    public static final Code PROCEDURE_REPORTED = dcm("121058", "Procedure reported");

    /** The code of the baseline group of TID 1500 row 4 (CID 100) nearest to a chest X-ray. */
    public static final Code IMAGING_PROCEDURE = sct("363679005", "Imaging procedure");

    public static final Code PROCEDURE_CODE = dcm("121023", "Procedure Code");
    public static final Code PLAIN_CHEST_XRAY = sct("399208008", "Plain chest X-ray");
    public static final Code IMAGE_LIBRARY = dcm("111028", "Image Library");
    public static final Code IMAGE_LIBRARY_GROUP = dcm("126200", "Image Library Group");
    public static final Code IMAGING_MEASUREMENTS = dcm("126010", "Imaging Measurements");
    public static final Code MEASUREMENT_GROUP = dcm("125007", "Measurement Group");
    public static final Code QUALITATIVE_EVALUATIONS =
            new Code("C0034375", "UMLS", "Qualitative Evaluations");

    // Observer (TID 1002, 1004).
    public static final Code OBSERVER_TYPE = dcm("121005", "Observer Type");
    public static final Code DEVICE = dcm("121007", "Device");
    public static final Code DEVICE_OBSERVER_UID = dcm("121012", "Device Observer UID");
    public static final Code DEVICE_OBSERVER_NAME = dcm("121013", "Device Observer Name");
    public static final Code DEVICE_OBSERVER_MANUFACTURER =
            dcm("121014", "Device Observer Manufacturer");
    public static final Code DEVICE_OBSERVER_MODEL = dcm("121015", "Device Observer Model Name");

    // Image library entry (TID 1602, 1603).
    public static final Code MODALITY = dcm("121139", "Modality");
    public static final Code STUDY_DATE = dcm("111060", "Study Date");
    public static final Code STUDY_TIME = dcm("111061", "Study Time");
    public static final Code ACQUISITION_DATE = dcm("126201", "Acquisition Date");
    public static final Code ACQUISITION_TIME = dcm("126202", "Acquisition Time");
    public static final Code PIXEL_DATA_ROWS = dcm("110910", "Pixel Data Rows");
    public static final Code PIXEL_DATA_COLUMNS = dcm("110911", "Pixel Data Columns");
    public static final Code IMAGE_VIEW = dcm("111031", "Image View");
    public static final Code ANTERO_POSTERIOR = sct("399348003", "antero-posterior");
    public static final Code POSTERO_ANTERIOR = sct("272479007", "postero-anterior");
    private static final Map<String, Code> MODALITIES =
            Map.of(
                    "CR", dcm("CR", "Computed Radiography"),
                    "DX", dcm("DX", "Digital Radiography"),
                    "RG", dcm("RG", "Radiographic imaging"));
    public static final Code OTHER_MODALITY = dcm("OT", "Other Modality");

    // Measurement group (TID 1501, 4108, 4019).
    public static final Code TRACKING_IDENTIFIER = dcm("112039", "Tracking Identifier");
    public static final Code TRACKING_UID = dcm("112040", "Tracking Unique Identifier");
    public static final Code MEASUREMENT_METHOD = sct("370129005", "Measurement Method");
    public static final Code FINDING_SITE = sct("363698007", "Finding Site");
    public static final Code LATERALITY = sct("272741003", "Laterality");
    public static final Code TOPOGRAPHICAL_MODIFIER = sct("106233006", "Topographical modifier");
    public static final Code LUNG = sct("39607008", "Lung structure");
    public static final Code BOTH_LUNGS = sct("74101002", "Both lungs");
    public static final Code RIGHT = sct("24028007", "Right");
    public static final Code LEFT = sct("7771000", "Left");
    public static final Code UPPER = sct("261183002", "Upper");
    public static final Code MID = sct("255562008", "Mid");
    public static final Code LOWER = sct("261122009", "Lower");
    public static final Code ALGORITHM_NAME = dcm("111001", "Algorithm Name");
    public static final Code ALGORITHM_VERSION = dcm("111003", "Algorithm Version");
    public static final Code ALGORITHM_PARAMETERS = dcm("111002", "Algorithm Parameters");

    /** CID 7162. */
    public static final Code ARTIFICIAL_INTELLIGENCE = dcm("123110", "Artificial Intelligence");

    public static final Code IMAGE_REGION = dcm("111030", "Image Region");
    public static final Code SOURCE_OF_MEASUREMENT = dcm("121112", "Source of Measurement");

    // Concepts without a standard code.
    public static final Code BRIXIA_SCORE = own("BRIXIA", "Brixia score");
    public static final Code ZONE_SCORE = own("ZONE", "Brixia zone score");
    public static final Code ZONE_EXPECTED = own("ZONE-EXPECTED", "Expected Brixia zone score");
    public static final Code ZONE_PROBABILITY =
            own("ZONE-PROB", "Probability of the Brixia zone score");
    private static final String ZONE_OF = "ZONE-";
    private static final String GRADE_PROBABILITY = "ZONE-PROB-";
    public static final Code NOT_SCORED = own("NOT-SCORED", "Reason why there is no Brixia score");
    public static final Code NO_UPRIGHT_LUNGS =
            own("NO-UPRIGHT-LUNGS", "No complete frontal view of upright lungs");
    public static final Code MOST_PROBABLE =
            own("MOST-PROBABLE", "Score is the most probable grade");
    public static final Code UNCERTAIN = own("UNCERTAIN", "Score is uncertain");
    public static final Code ZONE_CHANGE =
            own("ZONE-CHANGE", "Change of the Brixia zone score since the prior");
    public static final Code GLOBAL_SCORE = own("GLOBAL", "Brixia global score");
    public static final Code GLOBAL_EXPECTED =
            own("GLOBAL-EXPECTED", "Expected Brixia global score");
    public static final Code GLOBAL_LOW =
            own("GLOBAL-LOW", "Lower limit of the interval of the Brixia global score");
    public static final Code GLOBAL_HIGH =
            own("GLOBAL-HIGH", "Upper limit of the interval of the Brixia global score");
    public static final Code INTERVAL_COVERAGE =
            own("COVERAGE", "Coverage of the interval on held-out images");
    public static final Code ASSESSABLE = own("ASSESSABLE", "Zone has enough lung to be assessed");
    public static final Code LEGEND = own("LEGEND", "Meaning of the Brixia grades");
    public static final Code MODEL_ERROR =
            own("MODEL-ERROR", "Error of the model on held-out images");
    public static final Code CHANGE =
            own("CHANGE", "Change of the Brixia global score since the prior");
    public static final Code REDISTRIBUTED = own("REDISTRIBUTED", "Zones changed, total unchanged");
    public static final Code CHANGE_WITHIN = own("CHANGE-WITHIN", "Change within its uncertainty");
    public static final Code NOT_COMPARABLE =
            own("NOT-COMPARABLE", "Not comparable: too little lung");
    public static final Code ZONE_DIFFERENCE =
            own("ZONE-DIFF", "Change of the expected Brixia zone score");
    public static final Code GLOBAL_DIFFERENCE =
            own("GLOBAL-DIFF", "Change of the expected Brixia global score");
    public static final Code CHANGE_LIMIT =
            own("CHANGE-LIMIT", "Largest change within its uncertainty (90 %)");
    public static final Code CHANGE_EXCEEDS =
            own("CHANGE-EXCEEDS", "Change exceeds its uncertainty");
    public static final Code EARLIER = own("EARLIER", "Earlier Brixia score");
    public static final Code COMPARISON = own("COMPARISON", "Comparison with earlier results");
    public static final Code INTENDED_USE = own("USE", "Intended use");

    // Parametric map.
    public static final Code QUANTITY = sct("246205007", "Quantity");
    public static final Code LOCAL_SEVERITY =
            own("LOCAL-SEVERITY", "Expected Brixia grade at the pixel");
    public static final Code CONTRIBUTION =
            own("CONTRIBUTION", "Contribution of the pixel to its zone's Brixia score");

    // Units (UCUM).
    public static final Code UNIT_SCORE = new Code("{score}", UCUM, "score");
    public static final Code NO_UNITS = new Code("1", UCUM, "no units");
    public static final Code UNIT_PIXELS = new Code("{pixels}", UCUM, "pixels");

    // Qualitative evaluations.
    public static final Code SUMMARY = dcm("121111", "Summary");
    public static final Code QUALITY_FINDING = dcm("111052", "Quality Finding");
    public static final Code DESCRIPTION_OF_CHANGE = dcm("111021", "Description of Change");
    public static final Code PRIOR_REPORT = dcm("122075", "Prior report for current patient");
    public static final Code DECREASED = sct("1250004", "Decreased");
    public static final Code INCREASED = sct("35105006", "Increased");
    public static final Code NO_CHANGE = sct("260388006", "No change");

    public static final Code YES = sct("373066001", "Yes");
    public static final Code NO = sct("373067005", "No");

    // Plain report (TID 2000, CID 7000 to 7003).
    public static final Code CHEST_CAD_REPORT = dcm("112000", "Chest CAD Report");
    public static final Code FINDINGS = dcm("121070", "Findings");
    public static final Code FINDING = dcm("121071", "Finding");
    public static final Code PREVIOUS_FINDINGS = dcm("121068", "Previous Findings");
    public static final Code PREVIOUS_FINDING = dcm("121069", "Previous Finding");
    public static final Code PROCEDURE_DESCRIPTIONS =
            dcm("121064", "Current Procedure Descriptions");
    public static final Code PROCEDURE_DESCRIPTION = dcm("121065", "Procedure Description");

    // Key object (TID 2010, CID 7010).
    public static final Code OF_INTEREST = dcm("113000", "Of Interest");
    public static final Code REJECTED_FOR_QUALITY = dcm("113001", "Rejected for Quality Reasons");
    public static final Code INCORRECT_WORKLIST_ENTRY =
            dcm("113038", "Incorrect Modality Worklist Entry");
    public static final Code KEY_OBJECT_DESCRIPTION = dcm("113012", "Key Object Description");

    // Segmentation (CID 7150).
    public static final Code ANATOMICAL_STRUCTURE = sct("91723000", "Anatomical Structure");

    // Derived image and equipment (CID 7202, 7203, 7005).
    public static final Code SOURCE_IMAGE =
            dcm("121322", "Source image for image processing operation");
    public static final Code SEGMENTATION = dcm("113076", "Segmentation");
    public static final Code SPATIAL_RESAMPLING = dcm("113085", "Spatial resampling");
    // References among the results of a score.
    public static final Code ILLUSTRATION = dcm("121200", "Illustration of ROI");
    public static final Code REPORT_OF_SCORE = own("REPORT", "Report of the same Brixia score");

    // Series descriptions.
    public static final Code HEATMAP = own("HEATMAP", "Brixia score heatmap");
    public static final Code PARAMETRIC_MAP = own("PARAMETRIC-MAP", "Map of Brixia severity");

    private static final Map<String, Code> SERIES_DESCRIPTIONS =
            Map.of(
                    SopClasses.COMPREHENSIVE_3D_SR, IMAGING_MEASUREMENT_REPORT,
                    SopClasses.COMPREHENSIVE_SR, IMAGING_MEASUREMENT_REPORT,
                    SopClasses.BASIC_TEXT_SR, IMAGING_MEASUREMENT_REPORT,
                    SopClasses.ENCAPSULATED_PDF, CHEST_CAD_REPORT,
                    SopClasses.SEGMENTATION, dcm("113076", "Segmentation"),
                    SopClasses.PARAMETRIC_MAP, PARAMETRIC_MAP,
                    SopClasses.SECONDARY_CAPTURE, HEATMAP);

    public static final Code PROCESSING_EQUIPMENT = dcm("109102", "Processing Equipment");

    /**
     * What the objects of a series are, by SOP class, where a code says more than the modality. The
     * forms of a report share a series, and so its code.
     */
    static Optional<Code> seriesDescription(String sopClassUid) {
        return Optional.ofNullable(SERIES_DESCRIPTIONS.get(sopClassUid));
    }

    private static Code dcm(String value, String meaning) {
        return new Code(value, DCM, meaning);
    }

    private static Code sct(String value, String meaning) {
        return new Code(value, SCT, meaning);
    }

    private static Code own(String value, String meaning) {
        return new Code(value, PRIVATE_SCHEME, meaning);
    }

    /**
     * The probability of one grade of a zone.
     *
     * @param grade 0 to 3
     */
    public static Code probabilityOf(int grade) {
        return own(GRADE_PROBABILITY + grade, "Probability of Brixia grade " + grade);
    }

    /**
     * The score of one zone where no measurement group says which zone it is: without a site as a
     * modifier, since viewers show each modified number on a page of its own.
     */
    public static Code scoreOf(Zone zone) {
        return own(
                ZONE_OF + zone,
                "Brixia score of zone %s (%s)".formatted(zone, Wording.place(zone)));
    }

    /** CID 230. */
    public static Code yesNo(boolean yes) {
        return yes ? YES : NO;
    }

    /** CID 29, as far as a radiograph can have it. */
    public static Code modality(String modality) {
        return MODALITIES.getOrDefault(modality, OTHER_MODALITY);
    }

    /** CID 4010 for a View Position (0018,5101) that is frontal. */
    public static Optional<Code> view(String viewPosition) {
        return switch (viewPosition.toUpperCase(Locale.ROOT)) {
            case "AP" -> Optional.of(ANTERO_POSTERIOR);
            case "PA" -> Optional.of(POSTERO_ANTERIOR);
            default -> Optional.empty();
        };
    }

    /** CID 244. */
    public static Code laterality(Zone.Side side) {
        return side == Zone.Side.RIGHT ? RIGHT : LEFT;
    }

    /** Height in the lung as a topographical modifier. */
    public static Code level(Zone.Level level) {
        return switch (level) {
            case UPPER -> UPPER;
            case MIDDLE -> MID;
            case LOWER -> LOWER;
        };
    }

    private Codes() {}
}
