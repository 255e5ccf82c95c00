# As a site has it that put Varnish in front of Halley and thought of WebSockets.
vcl 4.1;

backend halley {
  .host = "127.0.0.1";
  .port = "8080";
}

sub vcl_recv {
  if (req.http.Upgrade ~ "(?i)websocket") {
    return (pipe);
  }
  return (pass);
}

sub vcl_pipe {
  set bereq.http.Upgrade = req.http.Upgrade;
  set bereq.http.Connection = req.http.Connection;
}
