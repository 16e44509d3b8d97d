package org.brixianode.ops.audit;

import java.io.StringReader;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;

/** The schema of PS3.15 A.5.1.1. */
final class AuditSchema {

    private static final Schema SCHEMA = read();

    private static Schema read() {
        try {
            return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(
                            Objects.requireNonNull(
                                    AuditSchema.class.getResource("/audit/audit-message.xsd")));
        } catch (org.xml.sax.SAXException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Throws if the XML is not a valid message. */
    static void validate(String xml) throws Exception {
        SCHEMA.newValidator().validate(new StreamSource(new StringReader(xml)));
    }

    private AuditSchema() {}
}
