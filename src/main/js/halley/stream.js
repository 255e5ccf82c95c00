/** @fileoverview Responses that go on, read while they come: lines of JSON, or Server-Sent Events. */

import {Carrier, Sink} from './carrier.js';
import {now} from './clock.js';
import {parsed, Reply} from './http.js';
import {encoded, merged} from './road.js';
import {Server} from './server.js';
import {cancel, later} from './timers.js';

/** Each 15 s there is a line at least. */
const SILENCE = 35000;
/** Some browsers keep back the first bytes. */
const PADDING = 2048;

/**
 * Events are read here like lines are: an `EventSource` hides the comments by which we know that the
 * path still stands, tells a cut from an end no better than a success from a refusal, and wants the
 * token in the address.
 *
 * @implements {Carrier}
 */
export class Stream {
  /**
   * @param {string} name `stream` or `events`
   * @param {!Server} server
   */
  constructor(name, server) {
    /** @override */
    this.name = name;
    /** @private @const {!Server} */
    this.server = server;
  }

  /** @override */
  open(query, sink) {
    const flow = new Flow(sink, this.name === 'events', this.server);
    const done = (/** !Reply */ reply) => flow.done(reply);
    const more = (/** string */ text) => flow.more(text);
    flow.stop = this.name === 'events' ?
        this.server.ask('events?' + encoded(query), undefined, 0, done, more) :
        this.server.ask('stream', merged(query, {'padding': PADDING}), 0, done, more);
    return () => flow.close();
  }
}

/** One response that goes on. */
class Flow {
  /**
   * @param {!Sink} sink
   * @param {boolean} isEvents
   * @param {!Server} server
   */
  constructor(sink, isEvents, server) {
    /** @private @const {!Sink} */
    this.sink = sink;
    /** @private @const {!Server} */
    this.server = server;
    /** @private @const {function(string)} takes a line */
    this.read = isEvents ? eventReader((answer) => this.take(answer)) : (line) => this.take(parsed(line));
    /** @private @const {number} */
    this.began = now();
    /** How many characters were read. @private {number} */
    this.at = 0;
    /** @private {boolean} */
    this.isOpen = false;
    /** Ends the request. @type {function()} */
    this.stop = () => {};
    /** @private {number} */
    this.timer = 0;
    this.wait();
  }

  /** Gives up after a silence. @private */
  wait() {
    cancel(this.timer);
    this.timer = later(() => this.fail(0, null), SILENCE);
  }

  close() {
    cancel(this.timer);
    this.stop();
  }

  /**
   * @param {number} status
   * @param {?wire.Problem} problem
   * @private
   */
  fail(status, problem) {
    this.close();
    this.sink.trouble({status: status, body: problem, retryAfter: 0, took: now() - this.began});
  }

  /** @param {string} text all that has come so far */
  more(text) {
    this.wait();
    if (!this.isOpen) this.sink.opened();
    this.isOpen = true;
    for (let to = text.indexOf('\n', this.at); to >= 0; to = text.indexOf('\n', this.at)) {
      const line = text.substring(this.at, to).replace(/\r$/, '');
      this.at = to + 1;
      this.read(line);
    }
  }

  /** @param {!Reply} reply how it is over */
  done(reply) {
    cancel(this.timer);
    // What came only at the end was kept back on the path.
    if (reply.status === 200 && this.isOpen) {
      this.sink.ended();
    } else {
      this.sink.trouble(reply);
    }
  }

  /**
   * @param {?} answer null for a blank line
   * @private
   */
  take(answer) {
    const error = answer && answer['error'];
    if (error && this.server.renews(error)) {
      this.close();
      this.sink.ended();
    } else if (error) {
      this.fail(error['status'], error);
    } else if (answer && answer.messages && answer.cursor) {
      this.sink.answer(answer, now() - this.began);
    }
  }
}

/**
 * Server-Sent Events, as far as ours use them (WHATWG HTML, section 9.2).
 *
 * @param {function(?)} take called with each event as an answer
 * @return {function(string)} takes the next line
 */
function eventReader(take) {
  let event = {};
  return (line) => {
    const field = /^(\w+): ?(.*)$/.exec(line);
    if (field) event[field[1]] = field[2];
    if (line) return;
    const {'event': type, 'id': id, 'data': data} = event;
    const body = parsed(data);
    event = {};
    if (type === 'problem') {
      take({'error': body});
    } else if (type === 'superseded') {
      take(body);
    } else if (id) {
      const isGap = type === 'gap';
      take({'cursor': id, 'messages': body && !isGap ? [body] : [], 'gaps': isGap ? [body] : undefined});
    }
  };
}
