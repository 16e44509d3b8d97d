package org.brixianode.receive;

import java.util.List;
import java.util.Set;
import org.brixianode.dicom.StorageClasses;
import org.brixianode.dicom.TransferSyntaxes;

/** The storage classes that are accepted, and each one's transfer syntaxes. */
final class OfferedContexts {

    private final Set<String> keptClasses;
    private final List<String> decodable;

    /**
     * @param keptClasses further storage classes than those of radiographs
     * @param undecodable transfer syntaxes in which no radiograph is accepted
     */
    OfferedContexts(Set<String> keptClasses, Set<String> undecodable) {
        this.keptClasses = keptClasses;
        this.decodable =
                StoreScp.TRANSFER_SYNTAXES.stream()
                        .filter(uid -> !undecodable.contains(uid))
                        .toList();
    }

    /** Transfer syntaxes of radiographs, the preferred first. */
    List<String> ofRadiographs() {
        return decodable;
    }

    boolean takesClass(String sopClassUid) {
        return StorageClasses.isRadiograph(sopClassUid) || keptClasses.contains(sopClassUid);
    }

    boolean takes(String sopClassUid, String transferSyntaxUid) {
        return takesClass(sopClassUid)
                && (StorageClasses.isRadiograph(sopClassUid)
                                ? decodable
                                : TransferSyntaxes.storable())
                        .contains(transferSyntaxUid);
    }
}
