package dev.halley.proxies;

import dev.halley.containers.Installed;
import java.nio.file.Path;
import java.util.List;

/** What can stand on a path, and how it is started so that it stays a child of the test. */
enum ProxyProgram {
  NGINX("nginx", "nginx"),
  HAPROXY("haproxy", "haproxy"),
  HTTPD("apache2", "apache2"),
  VARNISH("varnishd", "varnish"),
  SQUID("squid", "squid"),
  TINYPROXY("tinyproxy", "tinyproxy");

  private final String executable;
  private final String debian;

  ProxyProgram(String executable, String debian) {
    this.executable = executable;
    this.debian = debian;
  }

  /** Where it is. Where it is not, the test is skipped, loudly; under {@code CI=true} it fails. */
  Path find() {
    return Installed.find(executable)
        .orElseThrow(
            () ->
                Installed.missing(
                    "The way through "
                        + debian
                        + " is NOT TESTED: expected "
                        + executable
                        + " (Debian: apt-get install "
                        + debian
                        + ")"));
  }

  /** Whether the browser is told of it and asks it for other servers. */
  boolean isForward() {
    return this == SQUID || this == TINYPROXY;
  }

  /**
   * The program's arguments; all its files are in the folder, its settings in {@code site.conf}.
   */
  List<String> arguments(Path folder, int port) {
    String site = folder.resolve("site.conf").toString();
    return switch (this) {
      case NGINX -> List.of("-e", "stderr", "-p", folder.toString(), "-c", folder + "/nginx.conf");
      case HAPROXY -> List.of("-db", "-f", site);
      case HTTPD -> List.of("-DFOREGROUND", "-f", site);
      case VARNISH ->
          List.of(
              "-F",
              "-j",
              "none",
              "-a",
              "127.0.0.1:" + port,
              "-f",
              site,
              "-n",
              folder + "/varnish",
              "-s",
              "malloc,10m",
              "-T",
              "none");
      case SQUID -> List.of("-N", "-f", site);
      case TINYPROXY -> List.of("-d", "-c", site);
    };
  }
}
