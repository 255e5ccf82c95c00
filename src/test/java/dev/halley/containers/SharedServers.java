package dev.halley.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * One server of each container for all tests that do not stop it: started when the first test asks,
 * stopped when the last test of this JVM is over. JUnit makes one of these as its session opens, by
 * {@code META-INF/services}.
 */
public final class SharedServers implements LauncherSessionListener {

  // JUnit gives its listeners to nobody, so a test finds the servers here.
  private static final Map<Container, ServerProcess> RUNNING = new ConcurrentHashMap<>();

  /** The server of this container that all share. */
  static ServerProcess of(Container kind) {
    return RUNNING.computeIfAbsent(kind, SharedServers::start);
  }

  private static ServerProcess start(Container kind) {
    try {
      return ServerProcess.start(kind, BuiltFiles.newFolder(kind + "-data"), Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    RUNNING.values().parallelStream().forEach(ServerProcess::close);
    RUNNING.clear();
  }
}
