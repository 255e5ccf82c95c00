// A browser by hand: requests are answered, and time passes, only when the test says so.

var window = this;
var clock = 1795000000000;
var chance = 0.5;
var requests = [];
var timers = [];
var listeners = {};
var errors = [];

Date.prototype.getTime = function() { return clock; };
Math.random = function() { return chance; };

var document = {
  currentScript: {src: 'http://halley.test/chat/halley.js?v=1'},
  getElementsByTagName: function() { return []; }
};

var crypto = {
  getRandomValues: function(bytes) {
    for (var i = 0; i < bytes.length; i++) bytes[i] = dice.roll();
    return bytes;
  }
};

function storageOf(map) {
  return {
    getItem: function(key) { return map.get(key); },
    setItem: function(key, value) { map.put(key, String(value)); },
    removeItem: function(key) { map.remove(key); },
    key: function(index) { return map.keySet().toArray()[index]; },
    get length() { return map.size(); }
  };
}
var localStorage = storageOf(localMap);
var sessionStorage = storageOf(sessionMap);

function setTimeout(run, delay) {
  timers.push({id: timers.length + 1, at: clock + (delay || 0), run: run});
  return timers.length;
}
function clearTimeout(id) {
  for (var i = 0; i < timers.length; i++) if (timers[i].id === id) timers[i].run = null;
}

// The first timer that is due up to then, or false.
function runTimer(until) {
  var next = null;
  for (var i = 0; i < timers.length; i++) {
    var timer = timers[i];
    if (timer.run && timer.at <= until && (!next || timer.at < next.at)) next = timer;
  }
  if (!next) return false;
  clock = Math.max(clock, next.at);
  var run = next.run;
  next.run = null;
  try {
    run();
  } catch (e) {
    errors.push(String(e.message || e));
  }
  return true;
}

function addEventListener(type, listener) {
  (listeners[type] = listeners[type] || []).push(listener);
}
function removeEventListener(type, listener) {
  listeners[type] = (listeners[type] || []).filter(function(l) { return l !== listener; });
}
function fire(type, event) {
  (listeners[type] || []).forEach(function(listener) { listener(event || {}); });
}

function XMLHttpRequest() {
  this.readyState = 0;
  this.headers = {};
}
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
XMLHttpRequest.prototype.finish = function(status, text, headers) {
  this.readyState = 4;
  this.status = status;
  this.responseText = text;
  this.answered = headers;
  this.onreadystatechange();
};
