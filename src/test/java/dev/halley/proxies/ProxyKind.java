package dev.halley.proxies;

/** The proxies that a message has to get through, each with its settings. */
enum ProxyKind {
  NGINX_DEFAULT(ProxyProgram.NGINX, "nginx-default.conf"),
  NGINX_TUNED(ProxyProgram.NGINX, "nginx-tuned.conf"),
  NGINX_NO_UPGRADE(ProxyProgram.NGINX, "nginx-no-upgrade.conf"),
  NGINX_HTTP_1_0(ProxyProgram.NGINX, "nginx-http10.conf"),
  NGINX_HELD_BACK(ProxyProgram.NGINX, "nginx-held-back.conf"),
  HAPROXY(ProxyProgram.HAPROXY, "haproxy.cfg"),
  HTTPD(ProxyProgram.HTTPD, "httpd.conf"),
  VARNISH(ProxyProgram.VARNISH, "varnish.vcl"),
  VARNISH_TUNED(ProxyProgram.VARNISH, "varnish-tuned.vcl"),
  SQUID(ProxyProgram.SQUID, "squid.conf"),
  TINYPROXY(ProxyProgram.TINYPROXY, "tinyproxy.conf");

  private final ProxyProgram program;
  private final String file;

  ProxyKind(ProxyProgram program, String file) {
    this.program = program;
    this.file = file;
  }

  ProxyProgram program() {
    return program;
  }

  /** Its settings in {@code src/test/resources/proxies}, by which the documents call it, too. */
  String file() {
    return file;
  }
}
