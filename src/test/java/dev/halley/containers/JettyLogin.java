package dev.halley.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** A login by Jetty, as an operator would set it up: Basic, for whoever its login service knows. */
final class JettyLogin {

  private static final String END = "</Configure>";

  private JettyLogin() {}

  /**
   * Adds a login service, and a descriptor that asks everybody to log in.
   *
   * @param context what Jetty is told of the web application
   * @param users {@code NAME:PASSWORD:ROLE,…}
   */
  static void setUp(Path context, Path work, String users) throws IOException {
    StringBuilder store = new StringBuilder();
    Set<String> roles = new TreeSet<>();
    for (String user : users.split(",", -1)) {
      String[] parts = user.split(":", -1);
      roles.add(parts[2]);
      store.append(
          """
                <Call name="addUser">
                  <Arg>%s</Arg>
                  <Arg>
                    <Call class="org.eclipse.jetty.util.security.Credential" name="getCredential">
                      <Arg>%s</Arg>
                    </Call>
                  </Arg>
                  <Arg><Array type="java.lang.String"><Item>%s</Item></Array></Arg>
                </Call>
          """
              .formatted(parts[0], parts[1], parts[2]));
    }
    Path descriptor = Files.writeString(work.resolve("login-web.xml"), descriptor(roles));
    String login =
        """
          <Call name="addOverrideDescriptor"><Arg>%s</Arg></Call>
          <Get name="securityHandler">
            <Set name="loginService">
              <New class="org.eclipse.jetty.security.HashLoginService">
                <Set name="name">halley</Set>
                <Set name="userStore">
                  <New class="org.eclipse.jetty.security.UserStore">
                    %s
                  </New>
                </Set>
              </New>
            </Set>
          </Get>
        """
            .formatted(descriptor.toUri(), store);
    Files.writeString(context, Files.readString(context).replace(END, login + END));
  }

  private static String descriptor(Set<String> roles) {
    StringBuilder names = new StringBuilder();
    StringBuilder declared = new StringBuilder();
    for (String role : roles) {
      names.append("<role-name>").append(role).append("</role-name>");
      declared.append("<security-role><role-name>").append(role);
      declared.append("</role-name></security-role>");
    }
    return """
        <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true">
          <security-constraint>
            <web-resource-collection>
              <web-resource-name>all</web-resource-name>
              <url-pattern>/*</url-pattern>
            </web-resource-collection>
            <auth-constraint>%s</auth-constraint>
          </security-constraint>
          <login-config>
            <auth-method>BASIC</auth-method>
            <realm-name>halley</realm-name>
          </login-config>
          %s
        </web-app>
        """
        .formatted(names, declared);
  }
}
