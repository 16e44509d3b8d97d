package org.brixianode.send.sr;

/**
 * The node with its model: General Equipment (PS3.3 C.7.5.1) and Algorithm Identification (TID
 * 4019); absent values are empty.
 *
 * @param uid Device UID (0018,1002), derived from the model's files
 * @param manufacturer (0008,0070)
 * @param modelName (0008,1090)
 * @param release Software Versions (0018,1020): the node's release
 * @param serial Device Serial Number (0018,1000)
 * @param algorithm Algorithm Name (111001, DCM)
 * @param algorithmVersion Algorithm Version (111003, DCM)
 */
public record SrDevice(
        String uid,
        String manufacturer,
        String modelName,
        String release,
        String serial,
        String algorithm,
        String algorithmVersion) {}
