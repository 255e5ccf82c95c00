/** @fileoverview The server as one of its users sees it: every request carries the right token. */

import {Reply, request} from './http.js';
import {problemOf} from './problem.js';
import {Session} from './session.js';

export class Server {
  /**
   * @param {string} url the server's folder, with the last slash
   * @param {!Session} session
   */
  constructor(url, session) {
    /** @private @const {string} */
    this.url = url + 'v1/';
    /** @private @const {!Session} */
    this.session = session;
  }

  /**
   * Asks, with a token where there is one to be had. A token that the server does not take any more
   * is replaced and the request made again, once.
   *
   * @param {string} path
   * @param {*} content what to POST; undefined makes it a GET
   * @param {number} patience milliseconds
   * @param {function(!Reply)} done
   * @return {function()} ends it; `done` is not called any more
   */
  ask(path, content, patience, done) {
    const method = content === undefined ? 'GET' : 'POST';
    let fresh = false;
    let over = false;
    let cancel = () => {};

    const go = () => this.session.ready((failure) => {
      if (over) return;
      if (failure) {
        done(failure);
        return;
      }
      const token = this.session.current();
      cancel = request(method, this.url + path, token, content, patience, (reply) => {
        const problem = reply.status === 401 ? problemOf(reply) : null;
        if (problem && !fresh && this.session.expire(token)) {
          fresh = true;
          go();
          return;
        }
        if (problem) this.session.refuse(problem);
        if (!over) done(reply);
      });
    });
    go();
    return () => {
      over = true;
      cancel();
    };
  }
}
