package dev.halley.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A container without WebSockets has none of their classes either. */
class NoSocketsTest {

  private final List<String> mapped = new ArrayList<>();

  @Test
  void applicationStartsAndStopsWithoutThem(@TempDir Path data) throws Exception {
    ServletContext context = context(data);
    Hiding loader = new Hiding();
    ServletContextListener listener =
        (ServletContextListener)
            loader.loadClass(HalleyListener.class.getName()).getConstructor().newInstance();

    listener.contextInitialized(new ServletContextEvent(context));
    listener.contextDestroyed(new ServletContextEvent(context));

    assertThat(mapped).contains("/v1/*").doesNotContain("/v1/ws");
  }

  private ServletContext context(Path data) {
    ServletRegistration.Dynamic registration =
        fake(
            ServletRegistration.Dynamic.class,
            (proxy, method, arguments) -> {
              if (method.getName().equals("addMapping")) {
                mapped.addAll(List.of((String[]) arguments[0]));
                return Set.of();
              }
              return null;
            });
    return fake(
        ServletContext.class,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "getInitParameterNames" -> Collections.enumeration(List.of("halley.data"));
              case "getInitParameter" -> data.resolve("data").toString();
              case "getContextPath" -> "";
              case "addServlet" -> registration;
              case "addFilter" ->
                  fake(FilterRegistration.Dynamic.class, (filter, called, with) -> null);
              default -> null;
            });
  }

  private static <T> T fake(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** Loads the application once more, and knows no WebSocket. */
  private static final class Hiding extends ClassLoader {

    Hiding() {
      super(NoSocketsTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("jakarta.websocket.")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith("dev.halley.")) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      URL url = getParent().getResource(name.replace('.', '/') + ".class");
      if (url == null) {
        throw new ClassNotFoundException(name);
      }
      try (InputStream in = url.openStream()) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
