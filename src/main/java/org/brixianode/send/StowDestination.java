package org.brixianode.send;

import java.util.Optional;
import org.brixianode.dicom.Problems;

/**
 * A DICOMweb service to which objects are sent by STOW-RS (PS3.18 10.5).
 *
 * @param name name in the outbox, in the configuration and in commands
 * @param service base URL of the DICOMweb service, below which {@code /studies} is
 * @param compressed whether compressed objects are sent in their own transfer syntax; otherwise
 *     they are decompressed before sending, since HTTP negotiates none
 */
public record StowDestination(String name, HttpService service, boolean compressed)
        implements Destination {

    /**
     * @throws IllegalArgumentException if the name is empty
     */
    public StowDestination {
        new Problems()
                .unless(!name.isBlank(), "name must not be empty")
                .throwIfAny("destination '" + name + "'");
    }

    @Override
    public String describe() {
        return name + " (" + service.url() + ")";
    }

    @Override
    public Endpoint endpoint() {
        return Endpoint.http("stow", service);
    }

    @Override
    public DestinationStores stores() {
        return service.stores();
    }

    @Override
    public Optional<String> clearText() {
        return service.clearText();
    }
}
