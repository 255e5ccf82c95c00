# All that Halley can use: what goes on is piped, what is answered is passed.
vcl 4.1;

backend halley {
  .host = "127.0.0.1";
  .port = "8080";
  .first_byte_timeout = 75s;
}

sub vcl_recv {
  if (req.http.Upgrade ~ "(?i)websocket" || req.url ~ "/v1/(stream|events|frame)") {
    return (pipe);
  }
  if (req.url ~ "/v1/") {
    return (pass);
  }
}

sub vcl_pipe {
  if (req.http.Upgrade) {
    set bereq.http.Upgrade = req.http.Upgrade;
    set bereq.http.Connection = req.http.Connection;
  } else {
    set bereq.http.Connection = "close";
  }
}
