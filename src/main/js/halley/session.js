/** @fileoverview Who asks: the token that goes with every request. */

import {now} from './clock.js';
import {Reply} from './http.js';
import {isRefusal, problemOf} from './problem.js';
import {promise} from './promise.js';
import {random} from './random.js';
import {Road} from './road.js';
import {Store} from './store.js';

const PATIENCE = 20000;

/**
 * A guest's name with the secret that gets it a token again, or a token from the page, or nobody.
 * The secret is kept, so that a lost answer, a reload or an expired token does not cost the name.
 */
export class Session {
  /**
   * @param {!Road} road
   * @param {!halley.Options} options
   * @param {!Store} store
   * @param {function(!wire.Problem)} refuse called when this user is not let in and asking again
   *     would not help
   */
  constructor(road, options, store, refuse) {
    /** @private @const {!Road} */
    this.road = road;
    /** @private @const {?string} */
    this.name = options.name || null;
    /** @private @const {?function():(string|!IThenable<string>)} */
    this.source = typeof options.token === 'function' ? options.token : null;
    /** @private @const {!Store} */
    this.store = store;
    /** @const {function(!wire.Problem)} */
    this.refuse = refuse;
    /** @private {?string} */
    this.token = typeof options.token === 'string' ? options.token : null;
    /** @private @const {!kept.Guest} */
    this.guest = (this.name && store.read('guest')) ||
        /** @type {!kept.Guest} */ ({secret: random(32), session: null, got: 0});
    if (this.guest.session) this.token = this.guest.session.token;
    /** @private {?Array<function(?Reply)>} who waits for the token that was asked for */
    this.waiting = null;
  }

  /** @return {?string} canonical; null while it is not known */
  user() {
    if (this.name) return this.guest.session ? this.guest.session.user : null;
    return this.token ? subject(this.token) : null;
  }

  /** @return {?string} the token to send; null is nobody */
  current() {
    return this.token;
  }

  /**
   * @param {function(?Reply)} then called with null once there is a token (or needs to be none), else
   *     with how the asking for one ended
   */
  ready(then) {
    if (this.token ? !this.isOld() : !this.name && !this.source) {
      then(null);
    } else if (this.waiting) {
      this.waiting.push(then);
    } else {
      this.waiting = [then];
      this.fetch();
    }
  }

  /**
   * The server did not take this token.
   *
   * @param {?string} token
   * @return {boolean} whether there may be another one
   */
  expire(token) {
    if (!this.name && !this.source) return false;
    if (token === this.token) this.token = null;
    return true;
  }

  /** Gives a guest's name back and forgets it. */
  forget() {
    this.store.remove('guest');
    if (this.name && this.token) {
      this.road.ask('DELETE', 'session', undefined, this.token, PATIENCE, () => {});
    }
    this.token = null;
  }

  /**
   * @return {boolean} whether a guest's token is past half of its life, as far as the two clocks
   *     agree. Then the next request fetches a new one.
   * @private
   */
  isOld() {
    const guest = this.guest;
    const session = guest.session;
    if (!session || session.expires <= guest.got) return false;
    return now() > (guest.got + session.expires) / 2;
  }

  /** @private */
  fetch() {
    const source = this.source;
    if (source) {
      promise((resolve) => resolve(source())).then((token) => {
        this.token = token;
        this.settle(null);
      }, () => this.settle({status: 0, body: null, retryAfter: 0, took: 0}));
      return;
    }
    this.store.write('guest', this.guest);
    const wish = {'name': this.name, 'secret': this.guest.secret};
    this.road.ask('POST', 'session', wish, null, PATIENCE, (reply) => {
      const session = /** @type {?wire.Session} */ (reply.body);
      if (reply.status === 200 && session && session.token) {
        this.guest.session = session;
        this.guest.got = now();
        this.token = session.token;
        this.store.write('guest', this.guest);
        this.settle(null);
      } else {
        // An old token goes on while it is good, and is not renewed again at once.
        this.guest.got = now();
        const problem = problemOf(reply);
        if (!this.token && problem && isRefusal(reply.status, problem)) this.refuse(problem);
        this.settle(this.token ? null : reply);
      }
    });
  }

  /**
   * @param {?Reply} failure
   * @private
   */
  settle(failure) {
    const all = this.waiting || [];
    this.waiting = null;
    for (let i = 0; i < all.length; i++) all[i](failure);
  }
}

/**
 * @param {string} token a JWT
 * @return {?string} its `sub`; null if this browser can not read it
 */
function subject(token) {
  try {
    const base64 = token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/');
    const utf8 = decodeURIComponent(escape(window.atob(base64)));
    return JSON.parse(utf8)['sub'] || null;
  } catch (e) {
    return null;
  }
}
