/**
 * Knows who is watching which channel on this node, wakes them when a log has grown, and carries
 * messages from the logs to their outlets.
 */
@NullMarked
package dev.halley.hub;

import org.jspecify.annotations.NullMarked;
