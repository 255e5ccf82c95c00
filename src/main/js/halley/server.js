/** @fileoverview The server as one of its users sees it: every request carries the right token. */

import {Reply} from './http.js';
import {problemOf} from './problem.js';
import {Road} from './road.js';
import {Session} from './session.js';

const ALL = 1000;

export class Server {
  /**
   * @param {!Road} road
   * @param {!Session} session
   */
  constructor(road, session) {
    /** @const {!Road} */
    this.road = road;
    /** @private @const {!Session} */
    this.session = session;
  }

  /**
   * Asks, with a token where there is one to be had. A token that the server does not take any more
   * is replaced and the request made again, once.
   *
   * @param {string} path
   * @param {*} content what to POST; undefined makes it a GET
   * @param {number} patience milliseconds; 0 is endless
   * @param {function(!Reply)} done
   * @param {function(string)=} text called with all of the answer that has come so far
   * @return {function()} ends it; `done` is not called any more
   */
  ask(path, content, patience, done, text) {
    const method = content === undefined ? 'GET' : 'POST';
    return this.enter((token, end) =>
        this.road.ask(method, path, content, token, patience, end, text), done);
  }

  /**
   * @param {function(?string, function(!Reply)): function()} go asks with that token, tells how it
   *     ended, and returns what ends it
   * @param {function(!Reply)} done
   * @return {function()} ends it; `done` is not called any more
   */
  enter(go, done) {
    let tries = 0;
    let over = false;
    let cancel = () => {};

    const start = () => this.session.ready((failure) => {
      if (over) return;
      if (failure) {
        done(failure);
        return;
      }
      const token = this.session.current();
      cancel = go(token, (reply) => {
        const problem = reply.status === 401 ? problemOf(reply) : null;
        if (problem && !tries++ && this.again(token, problem)) {
          start();
          return;
        }
        if (problem) this.session.refuse(problem);
        if (!over) done(reply);
      });
    });
    start();
    return () => {
      over = true;
      cancel();
    };
  }

  /**
   * @param {?string} token
   * @param {!wire.Problem} problem
   * @return {boolean} whether to ask once more, as another token or another way may do
   * @private
   */
  again(token, problem) {
    // Something on the path may have taken it out of the request.
    if (token && problem.code === 'token-required') return this.road.strip();
    return this.session.expire(token);
  }

  /**
   * A token ran out on a wire that it had opened. That is no refusal: the wire ends, and the next begins
   * where it stood, with another token.
   *
   * @param {?wire.Problem} problem how the wire ended
   * @return {boolean} whether there may be another token
   */
  renews(problem) {
    return problem !== null && problem.code === 'expired-token' &&
        this.session.expire(this.session.current());
  }

  /**
   * The page goes away, and should the browser do it no favour, the server finds out by itself.
   *
   * @param {string} reader
   */
  leave(reader) {
    if (!window.navigator || !navigator.sendBeacon) return;
    const leave = {'client': reader, 'token': this.session.current()};
    navigator.sendBeacon(this.road.url + 'v1/leave', JSON.stringify(leave));
  }

  /**
   * @param {number} patience milliseconds
   * @param {function(!Reply)} done
   * @return {function()}
   */
  info(patience, done) {
    return this.road.gets ? this.ask('info', undefined, patience, done) :
                            this.ask('poll', {'channel': '/broadcast', 'hold': 0}, patience, done);
  }

  /**
   * Where no GET gets through, a poll tells of the newest messages, and no more than these.
   *
   * @param {string} channel
   * @param {number} before an offset; 0 is the end
   * @param {number} limit
   * @param {number} patience milliseconds
   * @param {function(!Reply)} done its body has `messages` and `more`
   * @return {function()}
   */
  history(channel, before, limit, patience, done) {
    if (this.road.gets) {
      const path = 'history?channel=' + encodeURIComponent(channel) + (before ? '&before=' + before : '') +
          (limit ? '&limit=' + limit : '');
      return this.ask(path, undefined, patience, done);
    }
    const poll = {'channel': channel, 'history': before ? ALL : limit || 50, 'limit': ALL, 'hold': 0};
    return this.ask('poll', poll, patience, (reply) => {
      const answer = /** @type {?wire.Answer} */ (reply.body);
      if (reply.status === 200 && answer && answer.messages) {
        const older = [];
        for (let i = 0; i < answer.messages.length; i++) {
          if (!before || answer.messages[i].offset < before) older.push(answer.messages[i]);
        }
        answer.messages = older.slice(-(limit || 50));
        answer.more = answer.messages.length > 0 && answer.messages[0].offset > 1;
      }
      done(reply);
    });
  }
}
