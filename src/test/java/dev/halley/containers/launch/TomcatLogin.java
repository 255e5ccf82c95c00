package dev.halley.containers.launch;

import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.authenticator.BasicAuthenticator;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;

/**
 * A login by Tomcat, as an operator would set it up: Basic, for whoever is in the realm. Only if
 * the test names users, {@code launch.users=NAME:PASSWORD:ROLE,…}.
 */
final class TomcatLogin {

  private TomcatLogin() {}

  static void setUp(Tomcat tomcat, Context application) {
    String users = System.getProperty("launch.users", "");
    if (users.isEmpty()) {
      return;
    }
    List<String> roles = new ArrayList<>();
    for (String user : users.split(",", -1)) {
      String[] parts = user.split(":", -1);
      tomcat.addUser(parts[0], parts[1]);
      tomcat.addRole(parts[0], parts[2]);
      roles.add(parts[2]);
    }
    SecurityCollection everything = new SecurityCollection();
    everything.addPattern("/*");
    SecurityConstraint constraint = new SecurityConstraint();
    constraint.addCollection(everything);
    for (String role : roles) {
      constraint.addAuthRole(role);
      application.addSecurityRole(role);
    }
    application.addConstraint(constraint);
    application.setLoginConfig(new LoginConfig("BASIC", "halley", null, null));
    application.getPipeline().addValve(new BasicAuthenticator());
  }
}
