package dev.halley.containers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A container by one of our launchers, see {@code dev.halley.containers.launch}.
 *
 * @param jars the folder with its jars
 * @param launcher the class that serves the WAR
 * @param folder where it may write
 * @param war what it serves
 * @param users who may log in to it; empty for everybody unasked
 */
record LauncherLaunch(String jars, String launcher, Path folder, Path war, String users)
    implements Launch {

  private static final Pattern LISTENING = Pattern.compile("^listening on port (\\d+)$");
  private static final Pattern UNDEPLOYED = Pattern.compile("^undeployed$");

  // As Tomcat's own start script, without which it does not look for leaks at an undeploy.
  private static final List<String> OPENS =
      List.of(
          "--add-opens=java.base/java.io=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
          "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED");

  @Override
  public List<String> flags() {
    return OPENS;
  }

  @Override
  public List<String> program() {
    return List.of(
        "-Dlaunch.war=" + war,
        "-Dlaunch.work=" + folder,
        "-Dlaunch.users=" + users,
        "-cp",
        BuiltFiles.container("launchers")
            + File.pathSeparator
            + BuiltFiles.container(jars).resolve("*"),
        "dev.halley.containers.launch." + launcher);
  }

  @Override
  public Pattern listening() {
    return LISTENING;
  }

  @Override
  public void undeploy(OutputStream input) throws IOException {
    input.write("undeploy\n".getBytes(UTF_8));
    input.flush();
  }

  @Override
  public Pattern undeployed() {
    return UNDEPLOYED;
  }
}
