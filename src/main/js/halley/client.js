/** @fileoverview The connection of one page, as the page holds it. */

import {Channel} from './channel.js';
import {Emitter} from './emitter.js';
import {Line, Watcher} from './line.js';
import {Memory} from './memory.js';
import {Outbox} from './outbox.js';
import {watchPage} from './page.js';
import {errorOf, problemOf} from './problem.js';
import {promise} from './promise.js';
import {Reader} from './reader.js';
import {Reading} from './reading.js';
import {Road} from './road.js';
import {Sender} from './sender.js';
import {Server} from './server.js';
import {Session} from './session.js';
import {Store} from './store.js';
import {Home, Tabs} from './tabs.js';

const PATIENCE = 20000;

/**
 * Puts the parts together and says how things stand.
 * @implements {halley.Client}
 * @implements {Home}
 * @implements {Watcher}
 */
export class Client {
  /**
   * @param {string} url the server's folder, with the last slash
   * @param {!halley.Options} options
   * @param {!Store} store of this browser
   * @param {!Store} tab of this page alone
   */
  constructor(url, options, store, tab) {
    /** @private @const {!Memory} */
    this.memory = new Memory(store.corner(url + '|'));
    const road = new Road(url, options, this.memory);
    /** @private @const {!Store} of this user, or of all who come with a token of their own */
    this.store = store.corner(url + '|' + (options.name || '').toLowerCase() + '|');
    /** @private @const {boolean} */
    this.isGuest = !!options.name;
    /** @private @const {!Session} */
    this.session = new Session(road, options, this.store, (p) => this.refused(p));
    /** @private @const {!Server} */
    this.server = new Server(road, this.session);
    /** @private @const {!Emitter} */
    this.emitter = new Emitter();
    /** @private {!Array<!Channel>} */
    this.channels = [];
    /** What the server has against what we send. @private {?wire.Problem} */
    this.against = null;
    /** @private {!halley.State} */
    this.state = {
      state: 'connecting',
      transport: 'poll',
      hold: 0,
      latency: -1,
      node: '',
      user: null,
      retry: 0,
      problem: null,
    };
    /** @private @const {!Outbox} */
    this.outbox = new Outbox(() => this.isOver() || this.sender.wake());
    /** @private @const {!Sender} */
    this.sender = new Sender(this.server, this.outbox, (channel) => this.inbox(channel),
        (problem, took) => this.sent(problem, took));
    /** @private @const {!Reader} */
    this.reader = new Reader(tab);
    /** @private @const {!Reading} */
    this.reading = new Reading(this.reader, () => this.tabs.all(this.read()), (m) => this.outbox.seen(m),
        (plan, answer) => this.tabs.tell(plan, answer));
    /** @private @const {!Line} */
    this.line = new Line(this.server, this.reading, this.memory, options.transports, this);
    /** @private @const {!Tabs} */
    this.tabs = new Tabs(store.corner(url + '|tabs|'), this.server, this.reading, this.line, this);
    /** @private @const {boolean} */
    this.isNobody = !options.name && !options.token;
    /** @private @const {function()} */
    this.unwatch = watchPage(() => this.look(), () => this.leave());
    this.meet();
    this.line.changed();
  }

  /** @override */
  channel(name, options) {
    // The server says names in this form.
    const normal = name.normalize ? name.normalize('NFC') : name;
    for (let i = 0; i < this.channels.length; i++) {
      if (this.channels[i].name === normal && !this.channels[i].closed) return this.channels[i];
    }
    const channel = new Channel(normal, options || {}, this.server, this.outbox, (c) => {
      if (c.closed) this.sweep();
      if (c.read && !this.isOver()) this.line.changed();
    }, (other) => this.channel(other));
    this.channels.push(channel);
    return channel;
  }

  /** @override */
  on(event, listener) {
    const off = this.emitter.on(event, listener);
    if (event === 'state') listener(this.state);
    return off;
  }

  /** @override */
  request(path, content) {
    return promise((resolve, reject) => {
      this.server.ask(path, content, PATIENCE, (reply) => {
        if (reply.status === 204 || (reply.status === 200 && reply.body)) {
          resolve(reply.body);
        } else {
          reject(errorOf(reply.status, problemOf(reply)));
        }
      });
    });
  }

  /** @override */
  close(options) {
    if (options && options.forget) {
      this.outbox.forget();
      this.session.forget();
    }
    this.outbox.close();
    this.end('closed', null);
  }

  /** @override */
  answered(took) {
    const again = this.state.state !== 'open';
    this.meet();
    this.say({
      state: 'open',
      transport: this.line.transport(),
      hold: this.line.hold(),
      latency: took < 0 ? this.state.latency : took,
      retry: 0,
      problem: this.against,
    });
    if (again) this.greet();
  }

  /** @override */
  failed(problem, retry) {
    this.say({state: 'waiting', retry: retry, problem: problem, node: ''});
  }

  /** @override */
  refused(problem) {
    this.end('refused', problem);
  }

  /**
   * @param {?wire.Problem} problem
   * @param {number} took
   * @private
   */
  sent(problem, took) {
    this.against = problem;
    this.say({
      latency: took < 0 ? this.state.latency : took,
      problem: this.state.state === 'waiting' ? this.state.problem : problem,
    });
    // The poll that is held may be as dead as this request was.
    if (took < 0 && this.state.state === 'open') this.line.check();
  }

  /**
   * The path is good again: what waits for its next try need not wait, and the node may be another.
   *
   * @private
   */
  greet() {
    this.sender.hurry();
    this.server.info(PATIENCE, (reply) => {
      const info = /** @type {?wire.Info} */ (reply.body);
      if (reply.status !== 200 || !info || this.isOver()) return;
      this.say({node: info.node || ''});
      this.line.offer(info);
    });
  }

  /**
   * Who this is may have become known: then what this user left unsent goes on.
   *
   * @private
   */
  meet() {
    const user = this.session.user();
    if (this.isGuest || user) this.outbox.keep(this.store.corner(this.isGuest ? 'out|' : user + '|'));
    if (user) this.say({user: user});
    if (user || this.isNobody) this.tabs.join(user || '');
  }

  /**
   * @param {string} channel
   * @return {string} where a message that we sent to that channel can be read by us
   * @private
   */
  inbox(channel) {
    return channel.indexOf('/user/') === 0 && this.state.user ? '/user/' + this.state.user : channel;
  }

  /** @override */
  read() {
    const found = [];
    for (let i = 0; i < this.channels.length && !this.isOver(); i++) {
      const channel = this.channels[i];
      if (channel.read && !channel.closed) found.push(channel);
    }
    return found;
  }

  /** @override */
  standing() {
    return this.state;
  }

  /** @override */
  told(state) {
    const next = {};
    for (const key in state) if (key !== 'user') next[key] = state[key];
    this.say(next);
  }

  /** @private */
  sweep() {
    const open = [];
    for (let i = 0; i < this.channels.length; i++) {
      if (!this.channels[i].closed) open.push(this.channels[i]);
    }
    this.channels = open;
  }

  /** The browser's network has come, gone or changed, or the page is shown again. @private */
  look() {
    if (this.isOver()) return;
    this.memory.turn();
    this.meet();
    this.line.check();
    this.sender.hurry();
  }

  /** The page goes away: that its requests are cut is no fault. @private */
  leave() {
    this.line.stop();
    this.sender.stop();
    this.server.leave(this.reader.id);
    this.tabs.leave();
  }

  /**
   * @return {boolean}
   * @private
   */
  isOver() {
    return this.state.state === 'closed' || this.state.state === 'refused';
  }

  /**
   * @param {string} state
   * @param {?wire.Problem} problem
   * @private
   */
  end(state, problem) {
    if (this.isOver()) return;
    this.leave();
    this.unwatch();
    this.say({state: state, retry: 0, problem: problem, node: ''});
  }

  /**
   * @param {!Object} change
   * @private
   */
  say(change) {
    const next = /** @type {!halley.State} */ ({});
    let isNew = false;
    for (const key in this.state) {
      next[key] = key in change ? change[key] : this.state[key];
      if (next[key] !== this.state[key]) isNew = true;
    }
    if (!isNew) return;
    this.state = next;
    this.emitter.emit('state', next);
    this.tabs.stand();
  }
}
