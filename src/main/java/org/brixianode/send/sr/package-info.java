/**
 * The content of a delivered Structured Report (TID 1500) as plain values, for destinations that
 * get messages instead of DICOM objects.
 *
 * <p>Input: the Part 10 file of a report. Output: patient, requests, measurements with their codes.
 *
 * <p>May import: study, dicom, the DICOM library. Threads: stateless and thread-safe.
 */
package org.brixianode.send.sr;
