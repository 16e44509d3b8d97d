package org.brixianode.dicom;

import org.aoju.bus.image.metric.DimseRQHandler;

/**
 * Takes the C-STORE sub-operations of a C-GET (PS3.4 C.4.3).
 *
 * @param requests answers the requests of an association that this node opened
 */
public record StoreHandler(DimseRQHandler requests) {}
