package org.brixianode.dicom;

/** How the node identifies itself to its peers. */
public final class NodeIdentity {

    /** Implementation Class UID (PS3.7 D.3.3.2), a UUID-derived UID of this project. */
    public static final String IMPLEMENTATION_CLASS_UID =
            "2.25.216328838179298897433169640906122600578";

    /** Implementation Version Name (PS3.7 D.3.3.2), at most 16 characters. */
    public static final String IMPLEMENTATION_VERSION_NAME = "BRIXIANODE_01";

    /** Manufacturer (0008,0070) of result objects. */
    public static final String MANUFACTURER = "Brixia Node project";

    /** Manufacturer's Model Name (0008,1090) of result objects. */
    public static final String MODEL_NAME = "Brixia Node";

    /** The release if the classes were not loaded from a JAR. */
    private static final String NO_RELEASE = "development";

    /** The node's release from the JAR manifest; fits VR LO. */
    public static String release() {
        String version = NodeIdentity.class.getPackage().getImplementationVersion();
        return version == null ? NO_RELEASE : version;
    }

    /**
     * Device UID (0018,1002) of the node with a given model.
     *
     * @param modelDigest SHA-256 over all of the model's files
     */
    public static String deviceUid(String modelDigest) {
        return DerivedUid.of("device", MODEL_NAME, modelDigest);
    }

    private NodeIdentity() {}
}
