package dev.halley.containers;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halley.containers.shop.LoginServlet;
import dev.halley.containers.shop.OrderServlet;
import dev.halley.containers.shop.TokenServlet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Packs a web application that has Halley's classes among its libraries and a listener more. */
final class ShopWar {

  private static final String DESCRIPTOR =
      """
      <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true">
        <listener>
          <listener-class>dev.halley.server.HalleyListener</listener-class>
        </listener>
      %s</web-app>
      """;

  private static final String SERVLET =
      """
        <servlet><servlet-name>%1$s</servlet-name><servlet-class>%2$s</servlet-class></servlet>
        <servlet-mapping><servlet-name>%1$s</servlet-name><url-pattern>/%1$s</url-pattern></servlet-mapping>
      """;

  private final ZipOutputStream out;

  private ShopWar(ZipOutputStream out) {
    this.out = out;
  }

  static Path in(Path folder) throws IOException {
    Path war = folder.resolve("shop.war");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(war))) {
      ShopWar shop = new ShopWar(out);
      shop.libraries();
      shop.add("WEB-INF/lib/halley-classes.jar", Files.readAllBytes(BuiltFiles.classesJar()));
      String servlets =
          shop.servlet("login", LoginServlet.class)
              + shop.servlet("token", TokenServlet.class)
              + shop.servlet("order", OrderServlet.class);
      shop.add("WEB-INF/web.xml", DESCRIPTOR.formatted(servlets).getBytes(UTF_8));
    }
    return war;
  }

  /** Those that Halley needs, out of its own WAR; a build tool would fetch them. */
  private void libraries() throws IOException {
    try (ZipFile halley = new ZipFile(BuiltFiles.war().toFile())) {
      List<? extends ZipEntry> jars =
          halley.stream().filter(entry -> entry.getName().endsWith(".jar")).toList();
      for (ZipEntry jar : jars) {
        try (InputStream in = halley.getInputStream(jar)) {
          add(jar.getName(), in.readAllBytes());
        }
      }
    }
  }

  /** Adds a class, and tells the descriptor's lines for it. */
  private String servlet(String name, Class<?> type) throws IOException {
    String file = type.getName().replace('.', '/') + ".class";
    add("WEB-INF/classes/" + file, Files.readAllBytes(BuiltFiles.testClasses().resolve(file)));
    return SERVLET.formatted(name, type.getName());
  }

  private void add(String name, byte[] bytes) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    out.write(bytes);
    out.closeEntry();
  }
}
