/**
 * Who is watching which channel on this node; waking them when a log has grown; carrying to each
 * what comes after its cursor.
 *
 * <p>Floor 3. Knows no protocol and no wire: what it has to say it says to an {@link
 * dev.halley.hub.Outlet}.
 */
@NullMarked
package dev.halley.hub;

import org.jspecify.annotations.NullMarked;
