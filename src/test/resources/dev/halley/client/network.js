// What a browser by hand has to reach a server with.

var requests = [];
var sockets = [];
var elements = [];

function XMLHttpRequest() {
  this.readyState = 0;
  this.headers = {};
  this.responseText = '';
}
// As it is in every browser that lets a page read an answer while it comes.
XMLHttpRequest.prototype.onprogress = null;
XMLHttpRequest.prototype.withCredentials = false;
XMLHttpRequest.prototype.open = function(method, url) {
  this.method = method;
  this.url = url;
};
XMLHttpRequest.prototype.setRequestHeader = function(name, value) { this.headers[name] = value; };
XMLHttpRequest.prototype.getResponseHeader = function(name) { return this.answered[name] || null; };
XMLHttpRequest.prototype.send = function(body) {
  this.body = body;
  this.sent = clock;
  requests.push(this);
};
XMLHttpRequest.prototype.abort = function() {
  if (this.readyState !== 4) this.finish(0, '', {});
};
XMLHttpRequest.prototype.more = function(text) {
  this.readyState = 3;
  this.status = 200;
  this.responseText += text;
  this.onreadystatechange();
};
XMLHttpRequest.prototype.finish = function(status, text, headers) {
  this.readyState = 4;
  this.status = status;
  this.responseText += text;
  this.answered = headers;
  this.onreadystatechange();
};

// The same list of requests, but nothing of their errors is told.
function FakeXdr() {
  this.readyState = 0;
  this.headers = {};
  this.responseText = '';
}
FakeXdr.prototype.open = XMLHttpRequest.prototype.open;
FakeXdr.prototype.send = XMLHttpRequest.prototype.send;
FakeXdr.prototype.abort = function() { this.readyState = 4; };
FakeXdr.prototype.more = function(text) {
  this.responseText += text;
  this.onprogress();
};
FakeXdr.prototype.finish = function(status, text) {
  this.readyState = 4;
  this.responseText += text;
  if (status === 200) {
    this.onload();
  } else {
    this.onerror();
  }
};

function FakeSocket(url, protocol) {
  this.url = url;
  this.protocol = protocol;
  this.state = 'connecting';
  this.sent = [];
  sockets.push(this);
}
FakeSocket.prototype.send = function(text) { this.sent.push(JSON.parse(text)); };
FakeSocket.prototype.close = function() {
  if (this.state !== 'closed') this.end(1005);
};
FakeSocket.prototype.open = function() {
  this.state = 'open';
  this.onopen();
};
FakeSocket.prototype.receive = function(frame) { this.onmessage({data: JSON.stringify(frame)}); };
FakeSocket.prototype.end = function(code) {
  this.state = 'closed';
  this.onclose({code: code, reason: ''});
};

function Element(tag) {
  this.tag = tag;
  this.style = {};
  this.parentNode = null;
  elements.push(this);
}
Object.defineProperty(Element.prototype, 'href', {
  set: function(url) { this.address = /^https?:/.test(url) ? url : location.href + url; },
  get: function() { return this.address; }
});
Element.prototype.appendChild = function(child) { child.parentNode = this; };
Element.prototype.removeChild = function(child) { child.parentNode = null; };

var document = new Element('document');
document.body = new Element('body');
document.currentScript = {src: 'http://halley.test/chat/halley.js?v=1'};
document.createElement = function(tag) { return new Element(tag); };
document.getElementsByTagName = function() { return [document.body]; };
document.heard = [];
document.addEventListener = function(type, listener) { this.heard.push([type, listener]); };
document.removeEventListener = function(type, listener) {
  this.heard = this.heard.filter(function(h) { return h[1] !== listener; });
};
document.fire = function(type) {
  this.heard.forEach(function(h) { if (h[0] === type) h[1]({}); });
};
