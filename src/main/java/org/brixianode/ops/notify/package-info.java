/**
 * Notifies people of alarms by e-mail and webhook.
 *
 * <p>Input: alarms. Output: messages, without patient data.
 *
 * <p>May import: study, ops, Jackson, Jakarta Mail. Threads: one sends.
 */
package org.brixianode.ops.notify;
