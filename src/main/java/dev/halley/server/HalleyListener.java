package dev.halley.server;

import dev.halley.broker.BrokerException;
import dev.halley.config.Settings;
import dev.halley.config.SettingsException;
import dev.halley.config.SettingsReader;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Starts Halley with the web application and stops it with it. It registers all servlets in code,
 * so that a WAR and an embedder name nothing but this listener.
 *
 * <p>If something stands in the way of the start, one sentence in the log says what, and the
 * deployment fails: an application that answered 503 for ever would look to a supervisor as if it
 * were alive.
 *
 * <p>At SIGTERM containers cut their requests before they say {@link #contextDestroyed}, or wait
 * for them for seconds. A shutdown hook runs beside the container's own and answers what is held at
 * once; it is taken out again when the application is undeployed.
 */
public final class HalleyListener implements ServletContextListener {

  private static final Logger LOG = System.getLogger(HalleyListener.class.getName());

  /** Where a container's configuration says at which URL people reach the application. */
  private static final String URL = "halley.url";

  private @Nullable HalleyServer server;
  private @Nullable Thread hook;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    start(context);
    Object url = context.getAttribute(URL);
    LOG.log(
        Level.INFO,
        "Halley is ready{0}",
        url == null ? " at the path " + context.getContextPath() + "/" : ": open " + url);
  }

  private void start(ServletContext context) {
    try {
      Settings settings = settings(context);
      LOG.log(Level.INFO, "Settings: {0}", settings.summary());
      HalleyServer opened = HalleyServer.open(settings, Sockets.areIn(context));
      server = opened;
      opened.register(context);
      Thread drain = new Thread(opened::drain, "halley-drain");
      Runtime.getRuntime().addShutdownHook(drain);
      hook = drain;
    } catch (SettingsException | BrokerException | IllegalStateException e) {
      stop();
      LOG.log(Level.ERROR, "Halley does not start: {0}", e.getMessage());
      LOG.log(Level.DEBUG, "Where that was found", e);
      throw new StartException("Halley does not start: " + e.getMessage());
    } catch (RuntimeException e) {
      stop();
      LOG.log(Level.ERROR, "Halley does not start because of a defect", e);
      throw e;
    }
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    Halley.leave(event.getServletContext());
    removeHook();
    stop();
    try {
      RecordMethods.forget();
    } catch (ReflectiveOperationException e) {
      LOG.log(Level.WARNING, "The classes of this application may stay in memory", e);
    }
  }

  private void stop() {
    HalleyServer running = server;
    server = null;
    if (running != null) {
      running.close();
    }
  }

  private void removeHook() {
    Thread drain = hook;
    hook = null;
    if (drain == null) {
      return;
    }
    try {
      Runtime.getRuntime().removeShutdownHook(drain);
    } catch (IllegalStateException stopping) {
      LOG.log(Level.DEBUG, "The JVM stops, and the hook runs already");
    }
  }

  private static Settings settings(ServletContext context) {
    Map<String, String> parameters = new HashMap<>();
    for (String name : Collections.list(context.getInitParameterNames())) {
      parameters.put(name, context.getInitParameter(name));
    }
    Properties system = System.getProperties();
    Map<String, String> properties = new HashMap<>();
    system.stringPropertyNames().forEach(name -> properties.put(name, system.getProperty(name)));
    return new SettingsReader(context.getContextPath(), System.getenv(), properties, parameters)
        .read();
  }
}
