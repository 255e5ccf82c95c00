/** @fileoverview One connection for all tabs of one user in one browser. */

import {Bus, openBus} from './bus.js';
import {now} from './clock.js';
import {Line} from './line.js';
import {Listed} from './listed.js';
import {has} from './lists.js';
import {Holder, Lock} from './lock.js';
import {namesOf, Plan} from './plan.js';
import {random} from './random.js';
import {Reading} from './reading.js';
import {Relay} from './relay.js';
import {Server} from './server.js';
import {Store} from './store.js';
import {cancel, isHidden, later} from './timers.js';
import {foreign, Wants} from './wants.js';

/** How often a tab that is seen asks for a sign of life; the others, and where there are no locks. */
const FAST = 300;
const SLOW = 1200;
/** How often a tab at least says what it reads. */
const RENEW = 60000;
/** For how long a tab reads by itself if the leader does not read for it. */
const APART = 30000;

/** What the tabs need of the one that they are in.
 * @record */
export class Home {
  /** @return {!Array<!Listed>} what it reads itself */
  read() {}

  /** @return {!halley.State} */
  standing() {}

  /** @param {!halley.State} state of the one that reads for it */
  told(state) {}
}

/**
 * Every tab begins by reading for itself. Once one of them leads, the others read what it says, and it
 * reads what they want too. Each keeps its own cursor and takes over the leader's with each answer, so
 * that any of them can lead the next moment.
 *
 * Who leads is settled by a lock, or else by who says so first; should two do, the lower id stays.
 * Who leads answers to every word; a tab that hears nothing asks, and then takes its place.
 *
 * @implements {Holder}
 */
export class Tabs {
  /**
   * @param {!Store} store of this server
   * @param {!Server} server
   * @param {!Reading} reading
   * @param {!Line} line
   * @param {!Home} home
   */
  constructor(store, server, reading, line, home) {
    /** @private @const {!Store} */
    this.store = store;
    /** @private @const {!Reading} */
    this.reading = reading;
    /** @private @const {!Line} */
    this.line = line;
    /** @private @const {!Home} */
    this.home = home;
    /** @private @const {string} */
    this.id = random(16);
    /** @private @const {!Relay} */
    this.relay = new Relay(server, reading.reader, () => this.want(), () => this.part());
    /** @private {?Bus} null while this tab is alone */
    this.bus = null;
    /** @private {string} */
    this.user = '';
    /** @private {?Lock} */
    this.lock = null;
    /** @private {boolean} */
    this.leads = false;
    /** Who leads, if it is another. @private {string} */
    this.leader = '';
    /** @private {!Wants} */
    this.wants = new Wants();
    /** What the server does not let us read. @private {!Object<string, boolean>} */
    this.refused = {};
    /** How many answers came. @private {number} */
    this.count = 0;
    /** For how many looks nothing was heard. @private {number} */
    this.silent = 0;
    /** When it was last said what this one wants. @private {number} */
    this.said = 0;
    /** Until when it reads by itself. @private {number} */
    this.apart = 0;
    /** What was last told of the state. @private {string} */
    this.stood = '';
    /** @private {number} */
    this.timer = 0;
  }

  /**
   * Meets the other tabs.
   *
   * @param {string} user whose they are; empty is nobody
   */
  join(user) {
    if (this.bus && this.user === user) return;
    this.leave();
    this.user = user;
    this.bus = openBus(this.store, user, (note) => this.hear(note));
    if (!this.bus) return;
    const locks = window.navigator && navigator.locks;
    this.lock = locks ? new Lock(locks, this.store.path(user), this) : null;
    this.follow();
  }

  /** Goes away, maybe to come back. */
  leave() {
    cancel(this.timer);
    if (this.bus) {
      this.post('leave');
      this.bus.close();
    }
    this.bus = null;
    if (this.lock) this.lock.leave();
    this.leads = false;
    this.leader = '';
    this.wants = new Wants();
    this.line.led = null;
  }

  /**
   * @param {!Array<!Listed>} own
   * @return {!Array<!Listed>} and what the others want, up to what one poll can ask for
   */
  all(own) {
    if (!this.leads) return own;
    const all = own.slice(0);
    const wants = this.wants.names();
    for (let i = 0; i < wants.length && all.length < this.line.most; i++) {
      const name = wants[i];
      if (has(namesOf(own), name) || this.refused[name]) continue;
      all.push(foreign(name, has(this.reading.before, name), () => {
        this.refused[name] = true;
      }));
    }
    return all;
  }

  /**
   * An answer was taken.
   *
   * @param {!Plan} plan
   * @param {!wire.Answer} answer
   */
  tell(plan, answer) {
    this.count++;
    if (this.leads && this.wants.any()) this.here(answer, namesOf(plan.fresh));
  }

  /** Things may stand otherwise than before. */
  stand() {
    if (!this.leads || !this.wants.any()) return;
    const {state, transport} = this.home.standing();
    if (this.stood !== state + transport) this.here(null, []);
    this.stood = state + transport;
  }

  /** @override */
  got() {
    this.leads = true;
    this.leader = '';
    this.refused = {};
    cancel(this.timer);
    if (this.line.led || this.wants.any()) {
      this.line.led = null;
      this.line.renew();
    }
    this.here(null, []);
  }

  /** @override */
  lost() {
    if (!this.leads) this.lock = null;
    this.follow();
  }

  /** @private */
  follow() {
    this.leads = false;
    this.silent = 0;
    cancel(this.timer);
    this.timer = later(() => this.look(), FAST);
    if (this.lock) this.lock.queue();
    this.want();
  }

  /** Looks whether the leader stirs. @private */
  look() {
    const fast = this.lock && !isHidden();
    this.timer = later(() => this.look(), fast ? FAST : SLOW);
    if (++this.silent > (fast ? 2 : 3)) {
      this.silent = 0;
      this.claim();
    } else if (fast || this.silent > 1 || now() - this.said > RENEW) {
      this.want();
    }
  }

  /** @private */
  claim() {
    if (this.lock) {
      this.lock.steal();
    } else {
      this.got();
    }
  }

  /**
   * @param {!tabs.Note} note
   * @private
   */
  hear(note) {
    const {kind, from} = note;
    // Some browsers tell a page what it wrote itself.
    if (from === this.id || !this.bus) return;
    if (kind === 'here') {
      this.obey(note);
      return;
    }
    const before = this.names();
    if (kind === 'want') {
      this.wants.put(from, note.channels);
    } else {
      this.wants.drop(from);
    }
    if (this.leads) {
      if (before !== this.names()) this.line.renew();
      if (kind === 'want') this.here(null, []);
    } else if (from === this.leader && !this.lock) {
      // Not all at once.
      cancel(this.timer);
      this.silent = SLOW;
      this.timer = later(() => this.look(), Math.random() * FAST);
    }
  }

  /**
   * @param {!tabs.Note} note of one who leads
   * @private
   */
  obey(note) {
    if (this.leads) {
      // With a lock it is a late word; without one the other hears that it is not alone.
      if (this.lock || note.from > this.id) {
        if (!this.lock) this.here(null, []);
        return;
      }
      this.follow();
    }
    if (note.from !== this.leader) this.apart = 0;
    this.leader = note.from;
    this.wants.drop(note.from);
    this.silent = 0;
    this.relay.name = note.state.transport;
    if (now() >= this.apart) {
      this.line.lead(this.relay);
      const stood = JSON.stringify(note.state);
      if (stood !== this.stood) this.home.told(note.state);
      this.stood = stood;
    }
    this.relay.hear(note);
  }

  /** @private */
  part() {
    this.apart = now() + APART;
    this.line.led = null;
  }

  /** Asks for a sign of life. @private */
  want() {
    this.said = now();
    this.post('want', {channels: namesOf(this.home.read())});
  }

  /**
   * @param {?wire.Answer} answer
   * @param {!Array<string>} fresh
   * @private
   */
  here(answer, fresh) {
    this.post('here', {
      channels: this.reading.before,
      count: this.count,
      answer: answer,
      fresh: fresh,
      state: this.home.standing(),
    });
  }

  /**
   * @param {string} kind
   * @param {!Object=} more
   * @private
   */
  post(kind, more) {
    const note = /** @type {!tabs.Note} */ (more || {});
    note.kind = kind;
    note.from = this.id;
    if (this.bus) this.bus.post(note);
  }

  /**
   * @return {string} what this tab reads, for itself and for others
   * @private
   */
  names() {
    return namesOf(this.all(this.home.read())).join();
  }
}
