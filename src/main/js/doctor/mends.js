/** @fileoverview The lines of configuration that mend what was found. */

/** @const {!Array<string>} in the order in which a visitor picks from them */
export const PROXIES = ['nginx', 'HAProxy', 'Apache httpd', 'Varnish', 'Squid'];

/** @const {!Object<string, !Object<string, string>>} by what is to be mended, by proxy */
const LINES = {
  'buffering': {
    'nginx': 'proxy_buffering off;\nproxy_http_version 1.1;',
    'HAProxy': '# HAProxy hands answers on as they come; only compression makes it collect. Take these out:\n# compression algo gzip\n# filter compression',
    'Apache httpd': 'ProxyPass "/" "http://127.0.0.1:8080/" flushpackets=on\nSetEnv no-gzip 1',
    'Varnish': 'sub vcl_backend_response { set beresp.do_stream = true; }',
    'Squid': '# Squid hands answers on as they come; a scanner behind it collects them:\nacl halley dstdomain chat.example.com\nadaptation_access SERVICE deny halley',
  },
  'idle': {
    'nginx': 'proxy_read_timeout 75s;\nproxy_send_timeout 75s;',
    'HAProxy': 'timeout server 75s\ntimeout client 75s\ntimeout tunnel 1h',
    'Apache httpd': 'ProxyTimeout 75',
    'Varnish': '# in the backend\n.first_byte_timeout = 75s;\n.between_bytes_timeout = 75s;',
    'Squid': 'read_timeout 75 seconds',
  },
  'authorization': {
    'nginx': 'proxy_set_header Authorization $http_authorization;',
    'HAProxy': '# Take this out:\n# http-request del-header Authorization',
    'Apache httpd': '# Take this out:\n# RequestHeader unset Authorization',
    'Varnish': '# Take this out of vcl_recv:\n# unset req.http.Authorization;',
    'Squid': 'request_header_access Authorization allow all\n# and where Squid stands before the server:\n# cache_peer 127.0.0.1 parent 8080 0 no-query originserver login=PASSTHRU',
  },
  'headers': {
    'nginx': 'proxy_pass_request_headers on;',
    'HAProxy': '# Take http-request del-header and http-request set-header for these out',
    'Apache httpd': '# Take RequestHeader unset and RequestHeader set for these out',
    'Varnish': '# Take unset req.http.… for these out of vcl_recv',
    'Squid': 'request_header_access Content-Type allow all\nrequest_header_access Last-Event-ID allow all\nrequest_header_access Origin allow all',
  },
  'cache': {
    'nginx': 'proxy_cache off;',
    'HAProxy': '# Take these out:\n# http-request cache-use\n# http-response cache-store',
    'Apache httpd': 'CacheDisable "/"',
    'Varnish': 'sub vcl_recv { return (pass); }',
    'Squid': 'acl halley dstdomain chat.example.com\ncache deny halley',
  },
  'repeated': {
    'nginx': 'proxy_next_upstream off;',
    'HAProxy': 'retries 0\nretry-on none',
    'Apache httpd': 'SetEnv proxy-initial-not-pooled 1',
    'Varnish': '# at the start of varnishd\n-p max_retries=0',
    'Squid': 'retry_on_error off\nforward_max_tries 1',
  },
  'methods': {
    'nginx': '# Take limit_except out, or name all of them:\nlimit_except GET POST DELETE OPTIONS { deny all; }',
    'HAProxy': 'http-request deny unless { method GET HEAD POST DELETE OPTIONS }',
    'Apache httpd': '# Take <Limit> and <LimitExcept> out, and this:\n# AllowMethods GET POST',
    'Varnish': 'sub vcl_recv { return (pass); }',
    'Squid': 'acl halley method GET HEAD POST DELETE OPTIONS\nhttp_access allow halley',
  },
  'websocket': {
    'nginx': '# in http\nmap $http_upgrade $connection_upgrade { default upgrade; "" ""; }\n# in the location\nproxy_http_version 1.1;\nproxy_set_header Upgrade $http_upgrade;\nproxy_set_header Connection $connection_upgrade;',
    'HAProxy': 'timeout tunnel 1h\n# and take this out:\n# option httpclose',
    'Apache httpd': 'ProxyPass "/" "http://127.0.0.1:8080/" upgrade=websocket',
    'Varnish': 'sub vcl_recv { if (req.http.Upgrade ~ "(?i)websocket") { return (pipe); } }\nsub vcl_pipe { set bereq.http.Upgrade = req.http.Upgrade; set bereq.http.Connection = req.http.Connection; }',
    'Squid': 'http_upgrade_request_protocols websocket allow all',
  },
  'compression': {
    'nginx': 'gzip off;',
    'HAProxy': '# Take these out:\n# compression algo gzip\n# filter compression',
    'Apache httpd': 'SetEnv no-gzip 1',
    'Varnish': 'sub vcl_backend_response { set beresp.do_gzip = false; }',
    'Squid': '# Squid does not compress; a scanner behind it does:\nacl halley dstdomain chat.example.com\nadaptation_access SERVICE deny halley',
  },
  'version': {
    'nginx': 'proxy_http_version 1.1;\nproxy_set_header Connection "";',
    'HAProxy': 'option http-keep-alive',
    'Apache httpd': '# Take these out:\n# SetEnv force-proxy-request-1.0 1\n# SetEnv proxy-nokeepalive 1',
    'Varnish': '# Varnish speaks HTTP/1.1; look at what stands behind it',
    'Squid': '# Squid speaks HTTP/1.1 since 3.2; look at what stands behind it',
  },
  'forwarded': {
    'nginx': 'proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;',
    'HAProxy': 'option forwardfor',
    'Apache httpd': 'ProxyAddHeaders On',
    'Varnish': '# Varnish adds X-Forwarded-For by itself; take unset req.http.X-Forwarded-For out',
    'Squid': 'forwarded_for on',
  },
};

/**
 * @param {string} what is to be mended
 * @param {string} proxy
 * @return {string} its lines
 */
export function linesFor(what, proxy) {
  return LINES[what][proxy];
}
