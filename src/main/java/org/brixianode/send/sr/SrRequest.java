package org.brixianode.send.sr;

import java.util.Optional;

/**
 * An item of the Referenced Request Sequence (PS3.3 C.17.2); absent values are empty.
 *
 * @param accession Accession Number (0008,0050)
 * @param accessionAuthority its issuer
 * @param placerNumber Placer Order Number / Imaging Service Request (0040,2016)
 * @param placerAuthority its issuer (0040,0026)
 * @param fillerNumber Filler Order Number / Imaging Service Request (0040,2017)
 * @param fillerAuthority its issuer (0040,0027)
 * @param procedureId Requested Procedure ID (0040,1001)
 * @param procedure Requested Procedure Code, or the code of the report if there is none
 * @param description Requested Procedure Description (0032,1060)
 */
public record SrRequest(
        String accession,
        SrAuthority accessionAuthority,
        String placerNumber,
        SrAuthority placerAuthority,
        String fillerNumber,
        SrAuthority fillerAuthority,
        String procedureId,
        Optional<SrCode> procedure,
        String description) {}
