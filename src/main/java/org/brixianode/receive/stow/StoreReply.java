package org.brixianode.receive.stow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.brixianode.dicom.DimseStatus;
import org.brixianode.receive.DicomFileReceiver.Result;
import tools.jackson.databind.json.JsonMapper;

/** The Store Instances Response (PS3.18 10.5.3 and I.2). Used by one thread. */
final class StoreReply {

    static final String JSON = "application/dicom+json";
    static final String XML = "application/dicom+xml";

    private static final int ALL_STORED = 200;
    private static final int SOME_STORED = 202;
    private static final int NONE_STORED = 409;

    private static final String REFERENCED_SOP_CLASS_UID = "00081150";
    private static final String REFERENCED_SOP_INSTANCE_UID = "00081155";
    private static final String RETRIEVE_URL = "00081190";
    private static final String FAILURE_REASON = "00081197";
    private static final String FAILED_SOP_SEQUENCE = "00081198";
    private static final String REFERENCED_SOP_SEQUENCE = "00081199";
    private static final String OTHER_FAILURES_SEQUENCE = "0008119A";

    private final List<Result> results = new ArrayList<>();

    void add(Result result) {
        results.add(result);
    }

    int size() {
        return results.size();
    }

    /** The status of the answer (PS3.18 10.5.3.1). */
    int status() {
        long stored = results.stream().filter(StoreReply::isStored).count();
        if (stored == results.size()) {
            return ALL_STORED;
        }
        return stored == 0 ? NONE_STORED : SOME_STORED;
    }

    /** How many objects are stored. */
    long stored() {
        return results.stream().filter(StoreReply::isStored).count();
    }

    private static boolean isStored(Result result) {
        return result.status() == DimseStatus.SUCCESS;
    }

    /** An attribute: its VR, and its values or items. */
    private record Attribute(String vr, List<?> values) {}

    /** The data set. Retrieve URL is of type 2 and empty: nothing can be retrieved here. */
    private Map<String, Attribute> dataset() {
        Map<String, Attribute> dataset = new LinkedHashMap<>();
        dataset.put(RETRIEVE_URL, new Attribute("UR", List.of()));
        List<Map<String, Attribute>> failed = new ArrayList<>();
        List<Map<String, Attribute>> stored = new ArrayList<>();
        List<Map<String, Attribute>> unnamed = new ArrayList<>();
        for (Result one : results) {
            Map<String, Attribute> item = item(one);
            if (isStored(one)) {
                stored.add(item);
            } else {
                (one.sopInstanceUid().isPresent() ? failed : unnamed).add(item);
            }
        }
        put(dataset, FAILED_SOP_SEQUENCE, failed);
        put(dataset, REFERENCED_SOP_SEQUENCE, stored);
        put(dataset, OTHER_FAILURES_SEQUENCE, unnamed);
        return dataset;
    }

    private static void put(
            Map<String, Attribute> dataset, String tag, List<Map<String, Attribute>> items) {
        if (!items.isEmpty()) {
            dataset.put(tag, new Attribute("SQ", items));
        }
    }

    private static Map<String, Attribute> item(Result result) {
        Map<String, Attribute> item = new LinkedHashMap<>();
        result.sopClassUid()
                .ifPresent(
                        uid ->
                                item.put(
                                        REFERENCED_SOP_CLASS_UID,
                                        new Attribute("UI", List.of(uid))));
        result.sopInstanceUid()
                .ifPresent(
                        uid ->
                                item.put(
                                        REFERENCED_SOP_INSTANCE_UID,
                                        new Attribute("UI", List.of(uid))));
        if (isStored(result)) {
            item.put(RETRIEVE_URL, new Attribute("UR", List.of()));
        } else {
            item.put(FAILURE_REASON, new Attribute("US", List.of(result.status().code())));
        }
        return item;
    }

    /** In the DICOM JSON Model (PS3.18 F). */
    byte[] json() {
        return JsonMapper.shared().writeValueAsBytes(jsonOf(dataset()));
    }

    private static Map<String, Object> jsonOf(Map<String, Attribute> dataset) {
        Map<String, Object> json = new LinkedHashMap<>();
        dataset.forEach(
                (tag, attribute) -> {
                    Map<String, Object> fields = new LinkedHashMap<>();
                    fields.put("vr", attribute.vr());
                    if (!attribute.values().isEmpty()) {
                        fields.put(
                                "Value",
                                attribute.values().stream().map(StoreReply::json).toList());
                    }
                    json.put(tag, fields);
                });
        return json;
    }

    @SuppressWarnings("unchecked") // an item is always such a map
    private static Object json(Object value) {
        return value instanceof Map<?, ?> item ? jsonOf((Map<String, Attribute>) item) : value;
    }

    /** In the Native DICOM Model (PS3.19 A.1). All values are UIDs and numbers. */
    String xml() {
        StringBuilder xml =
                new StringBuilder(
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<NativeDicomModel"
                                + " xmlns=\"http://dicom.nema.org/PS3.19/models/NativeDICOM\">");
        write(dataset(), xml);
        return xml.append("</NativeDicomModel>\n").toString();
    }

    @SuppressWarnings("unchecked") // an item is always such a map
    private static void write(Map<String, Attribute> dataset, StringBuilder xml) {
        dataset.forEach(
                (tag, attribute) -> {
                    xml.append("<DicomAttribute tag=\"").append(tag);
                    xml.append("\" vr=\"").append(attribute.vr()).append("\">");
                    int number = 1;
                    for (Object value : attribute.values()) {
                        boolean isItem = value instanceof Map<?, ?>;
                        String element = isItem ? "Item" : "Value";
                        xml.append('<').append(element).append(" number=\"").append(number++);
                        xml.append("\">");
                        if (isItem) {
                            write((Map<String, Attribute>) value, xml);
                        } else {
                            xml.append(value);
                        }
                        xml.append("</").append(element).append('>');
                    }
                    xml.append("</DicomAttribute>");
                });
    }
}
