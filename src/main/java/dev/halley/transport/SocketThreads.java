package dev.halley.transport;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The threads that sockets need besides the container's. The caller's to stop.
 *
 * @param timer for what is short and never waits
 * @param patient for what may have to wait until a client reads
 */
public record SocketThreads(ScheduledExecutorService timer, Executor patient) {}
