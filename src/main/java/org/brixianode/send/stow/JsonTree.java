package org.brixianode.send.stow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the DICOM JSON model (PS3.18 F). */
final class JsonTree {

    /**
     * Reads a data set, or the first of an array.
     *
     * @throws IOException if it is no JSON object
     */
    static DicomTree read(byte[] json) throws IOException {
        JsonNode root = parse(json);
        JsonNode dataset = root.isArray() ? root.path(0) : root;
        if (!dataset.isObject()) {
            throw new IOException("no data set");
        }
        return tree(dataset, 0);
    }

    private static JsonNode parse(byte[] json) throws IOException {
        try {
            return JsonMapper.shared().readTree(json);
        } catch (JacksonException e) {
            throw new IOException("no well-formed JSON", e);
        }
    }

    private static DicomTree tree(JsonNode dataset, int depth) throws IOException {
        if (depth > DicomTree.MAX_DEPTH) {
            throw new IOException("sequences are nested too deeply");
        }
        DicomTree tree = new DicomTree();
        for (Map.Entry<String, JsonNode> field : dataset.properties()) {
            String tag = field.getKey().toUpperCase(Locale.ROOT);
            JsonNode values = field.getValue().path("Value");
            JsonNode first = values.path(0);
            if (first.isObject()) {
                List<DicomTree> items = new ArrayList<>();
                for (JsonNode item : values) {
                    items.add(tree(item, depth + 1));
                }
                tree.sequences().put(tag, items);
            } else if (first.isValueNode() && !first.isNull()) {
                tree.texts().put(tag, first.asString());
            }
        }
        return tree;
    }

    private JsonTree() {}
}
