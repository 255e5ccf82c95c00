package dev.halley.server;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/** Starts Halley with the web application and stops it with it. */
public final class HalleyListener implements ServletContextListener {

  private static final System.Logger LOG = System.getLogger(HalleyListener.class.getName());

  @Override
  public void contextInitialized(ServletContextEvent event) {
    LOG.log(
        System.Logger.Level.INFO,
        "Halley is ready: {0} {1}",
        event.getServletContext().getAttribute("halley.url"),
        event.getServletContext().getInitParameter("halley.data"));
  }
}
