// A browser by hand: requests are answered, and time passes, only when the test says so.

var window = this;
var clock = 1795000000000;
var chance = 0.5;
var timers = [];
var listeners = {};
var errors = [];

Date.prototype.getTime = function() { return clock; };
Math.random = function() { return chance; };

var location = {protocol: 'http:', host: 'halley.test', href: 'http://halley.test/chat/'};
var navigator = {};

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

// By how much the browser slows the page's own timers down.
var throttle = 0;
function setTimeout(run, delay) { return plan(run, (delay || 0) + (delay ? throttle : 0)); }
function plan(run, delay) {
  timers.push({id: timers.length + 1, at: clock + delay, run: run});
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

// A worker that does what the client's own does; its timers are not slowed down.
function FakeWorker() { this.planned = {}; }
FakeWorker.prototype.postMessage = function(message) {
  var worker = this, id = message[0];
  clearTimeout(this.planned[id]);
  if (message[1] < 0) return;
  this.planned[id] = plan(function() { worker.onmessage({data: id}); }, message[1]);
};
function Blob() {}
var URL = {createObjectURL: function() { return 'blob:timers'; }};
