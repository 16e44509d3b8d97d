package org.brixianode.priors;

import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.study.Uid;

/**
 * Finds the patient's earlier radiographs (PS3.4 C.6.2.1). A PACS may ignore any key: each answer
 * is held against the question.
 */
final class PacsQuery {

    private static final Set<String> MODALITIES = Set.of("CR", "DX");

    /** More series of one study are not fetched. */
    private static final int MAX_SERIES = 8;

    private final PacsAssociation pacs;
    private final PriorsConfig config;

    /**
     * An earlier study.
     *
     * @param date Study Date
     * @param time Study Time as digits, for ordering
     */
    record Study(String uid, LocalDate date, String time) {}

    PacsQuery(PacsAssociation pacs, PriorsConfig config) {
        this.pacs = pacs;
        this.config = config;
    }

    /** The patient's earlier studies with radiographs, the latest first. */
    List<Study> studies(Question question, String ownStudyUid)
            throws IOException, InterruptedException {
        LocalDate first = question.date().minusDays(config.age().toDays());
        Map<String, Study> found = new LinkedHashMap<>();
        for (Attributes answer : pacs.find(studyKeys(question, first))) {
            Optional<LocalDate> date = Question.date(Question.text(answer, Tag.StudyDate));
            String uid = Question.text(answer, Tag.StudyInstanceUID);
            boolean wanted =
                    question.isOf(answer)
                            && hasRadiographs(answer)
                            && Uid.isValid(uid)
                            && !uid.equals(ownStudyUid)
                            && date.isPresent()
                            && !date.get().isBefore(first)
                            && !date.get().isAfter(question.date());
            if (wanted) {
                String time = Question.text(answer, Tag.StudyTime).replaceAll("[^0-9]", "");
                found.putIfAbsent(uid, new Study(uid, date.get(), time));
            }
        }
        return found.values().stream()
                .sorted(Comparator.comparing(Study::date).thenComparing(Study::time).reversed())
                .toList();
    }

    private static Attributes studyKeys(Question question, LocalDate first) {
        Attributes keys = new Attributes();
        question.declareCharacters(keys);
        keys.setString(Tag.QueryRetrieveLevel, VR.CS, "STUDY");
        keys.setString(Tag.PatientID, VR.LO, question.patientId());
        if (question.issuer().isEmpty()) {
            keys.setNull(Tag.IssuerOfPatientID, VR.LO);
        } else {
            keys.setString(Tag.IssuerOfPatientID, VR.LO, question.issuer());
        }
        DateTimeFormatter day = DateTimeFormatter.BASIC_ISO_DATE;
        keys.setString(Tag.StudyDate, VR.DA, day.format(first) + "-" + day.format(question.date()));
        keys.setNull(Tag.StudyTime, VR.TM);
        keys.setNull(Tag.StudyInstanceUID, VR.UI);
        keys.setNull(Tag.ModalitiesInStudy, VR.CS);
        keys.setNull(Tag.PatientName, VR.PN);
        keys.setNull(Tag.PatientBirthDate, VR.DA);
        keys.setNull(Tag.PatientSex, VR.CS);
        return keys;
    }

    /** Modalities in Study (0008,0061) is optional: without it the series tell. */
    private static boolean hasRadiographs(Attributes answer) {
        String[] modalities = answer.getStrings(Tag.ModalitiesInStudy);
        return modalities == null
                || modalities.length == 0
                || Arrays.stream(modalities).map(String::strip).anyMatch(MODALITIES::contains);
    }

    /** UIDs of the study's series of radiographs. */
    List<String> series(Study study) throws IOException, InterruptedException {
        Attributes keys = new Attributes();
        keys.setString(Tag.QueryRetrieveLevel, VR.CS, "SERIES");
        keys.setString(Tag.StudyInstanceUID, VR.UI, study.uid());
        keys.setNull(Tag.SeriesInstanceUID, VR.UI);
        keys.setNull(Tag.Modality, VR.CS);
        List<String> series = new ArrayList<>();
        for (Attributes answer : pacs.find(keys)) {
            String uid = Question.text(answer, Tag.SeriesInstanceUID);
            String of = Question.text(answer, Tag.StudyInstanceUID);
            if (MODALITIES.contains(Question.text(answer, Tag.Modality))
                    && Uid.isValid(uid)
                    && (of.isEmpty() || of.equals(study.uid()))
                    && !series.contains(uid)
                    && series.size() < MAX_SERIES) {
                series.add(uid);
            }
        }
        return series;
    }
}
