/**
 * What the node's HTTP servers share: the page's and that of STOW-RS.
 *
 * <p>Input: requests. Output: calls when they have been read.
 *
 * <p>May import: Jetty. Threads: those of the HTTP servers.
 */
package org.brixianode.http;
