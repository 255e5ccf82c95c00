[description]
No TLS.

[depend]
http
