package org.brixianode.send.stow;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Locale;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the Native DICOM Model (PS3.19 A). */
final class XmlTree {

    private static final String ATTRIBUTE = "DicomAttribute";
    private static final String ITEM = "Item";
    private static final String VALUE = "Value";

    private final Deque<DicomTree> open = new ArrayDeque<>();
    private final Deque<String> tags = new ArrayDeque<>();

    private XmlTree() {}

    /**
     * Reads a data set. A document type definition is refused, and with it every entity.
     *
     * @throws IOException if it is no well-formed XML
     */
    static DicomTree read(byte[] xml) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
            try {
                return new XmlTree().read(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw new IOException("no well-formed XML", e);
        }
    }

    private DicomTree read(XMLStreamReader reader) throws XMLStreamException, IOException {
        DicomTree root = new DicomTree();
        open.push(root);
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                begin(reader);
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                end(reader.getLocalName());
            }
        }
        return root;
    }

    private void begin(XMLStreamReader reader) throws XMLStreamException, IOException {
        switch (reader.getLocalName()) {
            case ATTRIBUTE -> {
                String tag = reader.getAttributeValue(null, "tag");
                tags.push(tag == null ? "" : tag.toUpperCase(Locale.ROOT));
            }
            case ITEM -> {
                if (open.size() > DicomTree.MAX_DEPTH || tags.isEmpty()) {
                    throw new IOException("an item out of place");
                }
                DicomTree item = new DicomTree();
                open.element()
                        .sequences()
                        .computeIfAbsent(tags.element(), tag -> new ArrayList<>())
                        .add(item);
                open.push(item);
            }
            case VALUE -> {
                if (!tags.isEmpty()) {
                    open.element().texts().putIfAbsent(tags.element(), reader.getElementText());
                }
            }
            default -> {
                // Other elements, such as names of persons, are not in the answer's attributes.
            }
        }
    }

    private void end(String element) {
        if (element.equals(ATTRIBUTE)) {
            tags.pop();
        } else if (element.equals(ITEM)) {
            open.pop();
        }
    }
}
