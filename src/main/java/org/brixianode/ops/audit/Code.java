package org.brixianode.ops.audit;

/**
 * A coded value of an audit message (PS3.15 A.5.1.1).
 *
 * @param value the attribute {@code csd-code}
 * @param system the attribute {@code codeSystemName}
 * @param meaning the attribute {@code originalText}
 */
record Code(String value, String system, String meaning) {

    private static Code dcm(String value, String meaning) {
        return new Code(value, "DCM", meaning);
    }

    /** Audit events (PS3.16 CID 400). */
    static final class Event {
        static final Code APPLICATION_ACTIVITY = dcm("110100", "Application Activity");
        static final Code INSTANCES_ACCESSED = dcm("110103", "DICOM Instances Accessed");
        static final Code INSTANCES_TRANSFERRED = dcm("110104", "DICOM Instances Transferred");
        static final Code EXPORT = dcm("110106", "Export");
        static final Code QUERY = dcm("110112", "Query");
        static final Code SECURITY_ALERT = dcm("110113", "Security Alert");
        static final Code USER_AUTHENTICATION = dcm("110114", "User Authentication");

        private Event() {}
    }

    /** Types of audit events (PS3.16 CID 401). */
    static final class Type {
        static final Code APPLICATION_START = dcm("110120", "Application Start");
        static final Code APPLICATION_STOP = dcm("110121", "Application Stop");
        static final Code LOGIN = dcm("110122", "Login");
        static final Code LOGOUT = dcm("110123", "Logout");
        static final Code NODE_AUTHENTICATION = dcm("110126", "Node Authentication");
        static final Code SECURITY_CONFIGURATION = dcm("110129", "Security Configuration");
        static final Code SOFTWARE_CONFIGURATION = dcm("110131", "Software Configuration");
        static final Code RESTRICTED_FUNCTION = dcm("110132", "Use of Restricted Function");
        static final Code RECORDING_STOPPED = dcm("110133", "Audit Recording Stopped");
        static final Code USER_ATTRIBUTES_CHANGED =
                dcm("110137", "User security Attributes Changed");

        private Type() {}
    }

    /** Roles of active participants (PS3.16 CID 402). */
    static final class Role {
        static final Code APPLICATION = dcm("110150", "Application");
        static final Code APPLICATION_LAUNCHER = dcm("110151", "Application Launcher");
        static final Code DESTINATION = dcm("110152", "Destination Role ID");
        static final Code SOURCE = dcm("110153", "Source Role ID");
        static final Code DESTINATION_MEDIA = dcm("110154", "Destination Media");

        private Role() {}
    }

    /** What a participant object's ID identifies (PS3.16 CID 404, PS3.15 A.5.1.2.4). */
    static final class Identifier {
        static final Code STUDY = dcm("110180", "Study Instance UID");
        static final Code SOP_CLASS = dcm("110181", "SOP Class UID");
        static final Code NODE = dcm("110182", "Node ID");
        static final Code PATIENT_NUMBER = new Code("2", "RFC-3881", "Patient Number");
        static final Code URI = new Code("12", "RFC-3881", "URI");

        private Identifier() {}
    }
}
