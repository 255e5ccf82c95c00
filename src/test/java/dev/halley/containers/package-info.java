/**
 * The built WAR in real containers, each in a process and on a class path of its own, spoken to by
 * sockets.
 */
@NullMarked
package dev.halley.containers;

import org.jspecify.annotations.NullMarked;
