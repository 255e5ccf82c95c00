/**
 * What Halley is compared with: a bare servlet that holds requests and answers them, and nothing
 * else. It is on no class path of the product; the load bench gives these classes, and no others,
 * to the Jetty that it measures.
 */
@NullMarked
package dev.halley.bench.reference;

import org.jspecify.annotations.NullMarked;
