package org.brixianode.report;

import java.nio.file.Path;
import java.time.Instant;
import org.brixianode.study.InstanceRef;

/**
 * A request to write the object that takes a report back.
 *
 * @param report the report
 * @param file its file
 * @param sourceSopInstanceUid the image
 * @param destination name of the receiver
 * @param run the scoring run of the later content; another run gives another UID
 * @param at time of the withdrawal; the same instant gives the same bytes
 */
public record WithdrawalRequest(
        InstanceRef report,
        Path file,
        String sourceSopInstanceUid,
        String destination,
        int run,
        Instant at) {}
