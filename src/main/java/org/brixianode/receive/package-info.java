/**
 * Stage 1: the Storage and Verification SCP.
 *
 * <p>Input: associations, C-ECHO and C-STORE requests. Output: spooled instances to its Intake, one
 * DIMSE status per request.
 *
 * <p>May import: study, dicom, the DICOM library. Threads: one accepts, one per connection serves;
 * several threads call an Intake at once.
 */
package org.brixianode.receive;
