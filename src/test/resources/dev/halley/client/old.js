// A browser of 2009 by hand: what IE 8 has, and nothing that it lacks.

var window = this;
var location = {protocol: 'http:', host: 'halley.test', href: 'http://halley.test/'};
var navigator = {};
var timers = [];
var requests = [];

var document = {
  getElementsByTagName: function() { return [{src: 'http://halley.test/halley.js'}]; },
  createElement: function() { return {style: {}}; }
};

function setTimeout(run, delay) {
  timers.push({run: run, delay: delay || 0});
  return timers.length;
}
function clearTimeout(id) {
  if (id) timers[id - 1].run = null;
}

// Time stands still: runs only what was planned with no delay, and what follows from it.
function settle() {
  for (var i = 0; i < timers.length; i++) {
    var run = timers[i].delay ? null : timers[i].run;
    if (!run) continue;
    timers[i].run = null;
    run();
  }
}

function XMLHttpRequest() { this.readyState = 0; }
XMLHttpRequest.prototype.open = function(method, url) { this.url = url; };
XMLHttpRequest.prototype.setRequestHeader = function() {};
XMLHttpRequest.prototype.getResponseHeader = function() { return null; };
XMLHttpRequest.prototype.send = function(body) {
  this.body = body;
  requests.push(this);
};
XMLHttpRequest.prototype.abort = function() {};
function answer(path, text) {
  for (var i = requests.length - 1; i >= 0; i--) {
    var xhr = requests[i];
    if (xhr.readyState || xhr.url.indexOf('/v1/' + path) < 0) continue;
    xhr.readyState = 4;
    xhr.status = 200;
    xhr.responseText = text;
    xhr.onreadystatechange();
    settle();
    return xhr.body;
  }
  throw new Error('no request to ' + path);
}

// IE 8 has this natively; the engine has not.
var JSON = {
  parse: function(text) { return eval('(' + text + ')'); },
  stringify: function(value) {
    if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
    if (typeof value === 'string') return '"' + value.replace(/[\\"]/g, '\\$&') + '"';
    var parts = [];
    if (value instanceof Array) {
      for (var i = 0; i < value.length; i++) parts.push(JSON.stringify(value[i]));
      return '[' + parts.join(',') + ']';
    }
    for (var key in value) {
      if (value[key] !== undefined) parts.push('"' + key + '":' + JSON.stringify(value[key]));
    }
    return '{' + parts.join(',') + '}';
  }
};
