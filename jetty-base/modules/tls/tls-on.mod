[description]
TLS on a connector of its own, which comes after the plain one.

[depend]
http
https
http2

[xml]
etc/halley-tls.xml
