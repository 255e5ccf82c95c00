[description]
HTTPS with HTTP/2 beside HTTP, once jetty.tls=on and a keystore is named, see start.d/tls.ini.

[tags]
halley

[depend]
http
tls/tls-${jetty.tls}
