// One of several tabs. What it does to the world outside is written down for the test to act on.

var effects = [];
var alarms = [];
var alarmCount = 0;
var heard = {};
var states = [];

function takeEffects() {
  var taken = effects.length ? JSON.stringify(effects) : '';
  effects = [];
  return taken;
}

// Park and Miller's numbers, from the test's seed.
function roll() {
  seed = seed * 16807 % 2147483647;
  return seed / 2147483647;
}
Math.random = roll;
crypto.getRandomValues = function(bytes) {
  for (var i = 0; i < bytes.length; i++) bytes[i] = Math.floor(roll() * 256);
  return bytes;
};

function setTimeout(run, delay) {
  alarms.push({id: ++alarmCount, at: clock + Math.max(0, delay || 0), run: run});
  return alarmCount;
}
function clearTimeout(id) {
  alarms = alarms.filter(function(alarm) { return alarm.id !== id; });
}
function nextAlarm() {
  return alarms.reduce(function(at, alarm) { return Math.min(at, alarm.at); }, Infinity);
}
function ring() {
  var at = nextAlarm();
  var alarm = alarms.filter(function(alarm) { return alarm.at === at; })[0];
  clearTimeout(alarm.id);
  alarm.run();
}

document.hidden = false;
document.addEventListener = addEventListener;
document.removeEventListener = removeEventListener;

var lines = [];
function BroadcastChannel(name) {
  this.name = name;
  lines.push(this);
}
BroadcastChannel.prototype.postMessage = function(data) {
  effects.push(['post', this.name, JSON.stringify(data)]);
};
BroadcastChannel.prototype.close = function() {
  var closed = this;
  lines = lines.filter(function(line) { return line !== closed; });
};
function receive(name, text) {
  lines.forEach(function(line) {
    if (line.name === name) line.onmessage({data: JSON.parse(text)});
  });
}

var bare = localStorage;
localStorage = {
  getItem: bare.getItem,
  setItem: function(key, value) {
    bare.setItem(key, value);
    effects.push(['stored', key, String(value)]);
  },
  removeItem: function(key) {
    bare.removeItem(key);
    effects.push(['stored', key, null]);
  },
  key: bare.key,
  get length() { return bare.length; }
};
function stored(key, value) { fire('storage', {key: key, newValue: value || null}); }

function AbortController() { this.signal = {}; }
AbortController.prototype.abort = function() { this.signal.abort(); };

var wishes = {};
var wishCount = 0;
navigator.locks = {
  request: function(name, options, held) {
    return new Promise(function(resolve, reject) {
      var id = ++wishCount;
      wishes[id] = {held: held, resolve: resolve, reject: reject};
      if (options.signal) {
        options.signal.abort = function() { if (!wishes[id].granted) effects.push(['withdraw', id]); };
      }
      effects.push(['lock', id, name, !!options.steal]);
    });
  }
};
function granted(id) {
  var wish = wishes[id];
  wish.granted = true;
  Promise.resolve(wish.held()).then(function() {
    effects.push(['unlock', id]);
    wish.resolve();
  });
}
function robbed(id) { wishes[id].reject(new Error('AbortError')); }

var send = XMLHttpRequest.prototype.send;
XMLHttpRequest.prototype.send = function(body) {
  send.call(this, body);
  effects.push(['send', requests.length - 1, this.url, body || '', this.headers.Authorization || '']);
};
var abort = XMLHttpRequest.prototype.abort;
XMLHttpRequest.prototype.abort = function() {
  if (this.readyState !== 4) effects.push(['abort', requests.indexOf(this)]);
  abort.call(this);
};
function answered(index, status, text) {
  if (requests[index].readyState !== 4) requests[index].finish(status, text, {});
}
function streamed(index, text) {
  if (requests[index].readyState !== 4) requests[index].more(text);
}

var ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
window.atob = function(text) {
  var bits = text.replace(/=+$/, '').split('').map(function(letter) {
    return (64 + ALPHABET.indexOf(letter)).toString(2).substring(1);
  }).join('');
  return bits.replace(/.{1,8}/g, function(octet) {
    return octet.length < 8 ? '' : String.fromCharCode(parseInt(octet, 2));
  });
};

function connect(options) {
  window.halley = Halley.connect(options);
  halley.on('state', function(state) { states.push(state); });
}
function read(name, history, echo) {
  var log = heard[name] = heard[name] || [];
  var channel = halley.channel(name, {history: history, echo: echo});
  channel.on('message', function(message) { log.push(String(message.offset)); });
  channel.on('gap', function(gap) { log.push(gap.reset ? 'reset' : 'gap ' + gap.from + '-' + gap.to); });
  channel.on('refused', function() { log.push('refused'); });
}
