// A page that reads a room with halley.js, and writes down all that comes. Loaded by the tests.
(function() {
  function Trial(options, room, history) {
    var trial = this;
    // [offset, author, data] of each message, in the order in which they came.
    this.seen = [];
    this.gaps = 0;
    this.ready = false;
    this.state = {};
    // What it was carried by, one after the other.
    this.carriers = [];
    this.stored = [];
    this.refused = [];
    this.client = Halley.connect(options);
    this.client.on('state', function(state) {
      trial.state = state;
      var last = trial.carriers[trial.carriers.length - 1];
      if (state.state === 'open' && state.transport !== last) trial.carriers.push(state.transport);
    });
    this.room = this.client.channel(room, {history: history});
    this.room.on('ready', function() { trial.ready = true; });
    this.room.on('gap', function() { trial.gaps++; });
    this.room.on('message', function(m) { trial.seen.push([m.offset, m.from, m.data]); });
  }

  // Says the numbers from `from` to `to`, all at once.
  Trial.prototype.say = function(from, to) {
    var trial = this;
    for (var n = from; n <= to; n++) {
      this.room.publish(n).then(
          function(receipt) { trial.stored.push(receipt.offset); },
          function(error) { trial.refused.push(String(error)); });
    }
  };

  window.Trial = Trial;
})();
