/**
 * Halley through what lies between a browser and a server: real proxies, and a path full of faults.
 */
@NullMarked
package dev.halley.proxies;

import org.jspecify.annotations.NullMarked;
