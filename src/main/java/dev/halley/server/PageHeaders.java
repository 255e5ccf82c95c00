package dev.halley.server;

import dev.halley.transport.PageFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;

/**
 * Puts the filter of the pages before what the container serves by itself, and before nothing else:
 * a request that is held would go through it for nothing.
 */
final class PageHeaders {

  private static final String NAME = "halley-pages";

  /** How containers call the servlet that serves files. */
  private static final String FILES = "default";

  private PageHeaders() {}

  /**
   * Registers it.
   *
   * @throws IllegalStateException if the application has another of that name
   */
  static void register(ServletContext context, PageFilter filter) {
    FilterRegistration.Dynamic registration = context.addFilter(NAME, filter);
    if (registration == null) {
      throw new IllegalStateException("expected no other filter named " + NAME);
    }
    registration.setAsyncSupported(true);
    EnumSet<DispatcherType> asked = EnumSet.of(DispatcherType.REQUEST, DispatcherType.FORWARD);
    registration.addMappingForServletNames(asked, false, FILES);
    // Where that servlet has another name.
    registration.addMappingForUrlPatterns(asked, false, "*.html", "*.js", "*.css");
  }
}
