/**
 * Programs that serve the WAR as an embedder would. Each runs in a process of its own, on the jars
 * of one container and nothing else: no class of the tests or of Halley is on its class path. They
 * are told by system properties what to serve ({@code launch.war}) and where they may write ({@code
 * launch.work}), say {@code listening on port N} once they answer, and obey the words {@code
 * undeploy} and end of input on their standard input.
 */
@NullMarked
package dev.halley.containers.launch;

import org.jspecify.annotations.NullMarked;
