/** @fileoverview Responses that go on, read while they come: lines of JSON, or Server-Sent Events. */

import {Carrier} from './carrier.js';
import {now} from './clock.js';
import {parsed} from './http.js';
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
    const began = now();
    const isEvents = this.name === 'events';
    const end = (/** number */ status, /** ? */ body) => {
      close();
      sink.trouble({status: status, body: body, retryAfter: 0, took: now() - began});
    };
    const take = (/** ? */ answer) => {
      const error = answer && answer['error'];
      if (error) {
        end(error['status'], error);
      } else if (answer && answer.messages && answer.cursor) {
        sink.answer(answer, now() - began);
      }
    };
    const read = isEvents ? eventReader(take) : (/** string */ line) => take(parsed(line));
    const cut = () => end(0, null);
    let timer = later(cut, SILENCE);
    let at = 0;
    let seen = false;
    const more = (/** string */ text) => {
      cancel(timer);
      timer = later(cut, SILENCE);
      if (!seen) sink.opened();
      seen = true;
      for (let to = text.indexOf('\n', at); to >= 0; to = text.indexOf('\n', at)) {
        const line = text.substring(at, to).replace(/\r$/, '');
        at = to + 1;
        read(line);
      }
    };
    const done = (/** ? */ reply) => {
      cancel(timer);
      // What came only at the end was kept back on the path.
      if (reply.status === 200 && seen) {
        sink.ended();
      } else {
        sink.trouble(reply);
      }
    };
    const stop = isEvents ?
        this.server.ask('events?' + encoded(query), undefined, 0, done, more) :
        this.server.ask('stream', merged(query, {'padding': PADDING}), 0, done, more);
    const close = () => {
      cancel(timer);
      stop();
    };
    return close;
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
