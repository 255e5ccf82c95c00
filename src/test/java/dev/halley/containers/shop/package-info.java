/** A web application of somebody else's that has Halley within it, as the document shows one. */
package dev.halley.containers.shop;
