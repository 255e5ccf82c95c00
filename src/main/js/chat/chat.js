/** @fileoverview One user's chat: the parts of the page, and what goes on between them. */

import {Announcer} from './announcer.js';
import {Composer} from './composer.js';
import {Conversation} from './conversation.js';
import {byId} from './dom.js';
import {textOf} from './format.js';
import {Header} from './header.js';
import {Memory, watchName} from './memory.js';
import {fold, learn} from './people.js';
import {Rooms} from './rooms.js';
import {addressOf, routeOf} from './route.js';
import {Sidebar} from './sidebar.js';
import {Status} from './status.js';
import {Timeline} from './timeline.js';

const LOBBY = '/room/lobby';
const NARROW = window.matchMedia('(max-width: 45rem)');
const TOUCH = window.matchMedia('(pointer: coarse)');

export class Chat {
  /**
   * @param {!halley.Client} client
   * @param {string} me canonical
   * @param {string} name as it was typed
   * @param {number} limit bytes that a message may have
   * @param {function(?wire.Problem)} over called when the chat has ended: by its user, or by a problem
   */
  constructor(client, me, name, limit, over) {
    /** @private @const {!halley.Client} */
    this.client = client;
    /** @private @const {string} */
    this.name = name;
    /** @private @const {function(?wire.Problem)} */
    this.over = over;
    /** @private @const {!Memory} */
    this.memory = new Memory(me);
    /** @private {?halley.State} */
    this.state = null;
    /** @private {?Conversation} */
    this.current = null;
    /** @private {boolean} */
    this.planned = false;
    learn(me, name);
    /** @private @const {!Rooms} */
    this.rooms = new Rooms(client, me, this.memory, () => this.plan(), (conversation, message) =>
        this.heard(conversation, message));
    /** @private @const {!Announcer} */
    this.announcer = new Announcer();
    /** @private @const {!Sidebar} */
    this.sidebar = new Sidebar(this.rooms);
    /** @private @const {!Status} */
    this.status = new Status(() => this.plan());
    /** @private @const {!Composer} */
    this.composer = new Composer(this.memory, limit, (to, text) => this.say(to, text));
    /** @private @const {!Header} */
    this.header = new Header(me, (conversation) => this.leave(conversation), () => this.end());
    /** @private @const {!Timeline} */
    this.timeline = new Timeline(me, (conversation) => this.rooms.older(conversation), () => {
      if (this.current) this.rooms.read(this.current);
    });
    /** @private @const {!Array<function()>} */
    this.undo = [
      this.memory.watch(() => this.rooms.follow()),
      watchName(() => this.stop()),
      listen(window, 'hashchange', () => this.route(true)),
      listen(NARROW, 'change', () => this.route(false)),
      listen(window, 'online', () => this.plan()),
      listen(window, 'offline', () => this.plan()),
      listen(document, 'visibilitychange', () => this.looked()),
      listen(document, 'keydown', (event) => this.key(/** @type {!KeyboardEvent} */ (event))),
      client.on('state', (state) => this.stated(state)),
    ];
    byId('messages').onclick = (event) => this.act(/** @type {!Element} */ (event.target));
    byId('chat').hidden = false;
    this.route(true);
  }

  /** Draws the page anew, once all that happens now has happened. @private */
  plan() {
    if (this.planned) return;
    this.planned = true;
    Promise.resolve().then(() => {
      this.planned = false;
      if (this.undo.length) this.render();
    });
  }

  /** @private */
  render() {
    if (this.current && this.rooms.find(this.current.id) !== this.current) this.route(false);
    this.timeline.render();
    this.sidebar.render(this.current);
    this.header.show(this.current);
    this.composer.allow(this.current !== null && !this.current.refused);
    if (this.state) this.status.show(this.state, this.rooms.unsent());
    const unread = this.sidebar.unread();
    const title = this.current ? this.current.title() + ' – Halley' : 'Halley';
    document.title = (unread ? '(' + unread + ') ' : '') + title;
  }

  /**
   * @param {!halley.State} state
   * @private
   */
  stated(state) {
    this.state = state;
    if (state.state === 'refused') {
      this.close();
      this.over(state.problem);
      return;
    }
    this.plan();
  }

  /**
   * Shows the conversation that the address names.
   *
   * @param {boolean} wanted whether the user went there
   * @private
   */
  route(wanted) {
    let id = routeOf(location.hash);
    if (id.startsWith('/user/')) id = '/user/' + fold(id.slice(6));
    const kept = this.memory.kept;
    // A narrow screen has a list to go back to, but nobody begins there.
    if (!id && (!NARROW.matches || !kept.last)) {
      id = this.rooms.find(kept.last) ? kept.last : this.rooms.find(LOBBY) ? LOBBY : kept.rooms[0];
      if (id) history.replaceState(null, '', addressOf(id));
    }
    const next = id ? this.rooms.open(id) : null;
    byId('chat').dataset['view'] = next ? 'room' : 'list';
    if (next !== this.current) {
      this.current = next;
      if (id) kept.last = id;
      this.memory.save();
      const unread = next !== null && (!next.ready || this.rooms.unread(next) > 0);
      this.timeline.open(next, next && unread ? this.rooms.lastRead(next) : Infinity);
      this.composer.open(next);
    }
    if (wanted && next && !TOUCH.matches) this.composer.focus();
    this.plan();
  }

  /**
   * @param {!Conversation} conversation
   * @param {!halley.Message} message
   * @private
   */
  heard(conversation, message) {
    if (message.from === this.rooms.me) return;
    const where = conversation === this.current ? '' : conversation.title();
    this.announcer.announce(message, conversation.direct && where ? 'a direct message' : where);
  }

  /**
   * @param {!Conversation} conversation
   * @param {string} text
   * @private
   */
  say(conversation, text) {
    conversation.say(text, this.name);
    this.timeline.answer();
  }

  /**
   * Something in the timeline was pressed.
   *
   * @param {!Element} target
   * @private
   */
  act(target) {
    const button = /** @type {?HTMLElement} */ (target.closest('[data-act]'));
    const current = this.current;
    if (!button || !current) return;
    const {'act': act, 'id': id, 'user': user} = button.dataset;
    if (act === 'write') location.hash = addressOf('/user/' + user);
    if (act === 'older') this.rooms.older(current);
    if (act === 'expand') {
      button.parentElement.classList.remove('tall');
      button.remove();
    }
    if (act === 'edit' || act === 'discard') {
      const failed = current.outgoing.find((mine) => mine.id === id);
      current.discard(id);
      if (failed && act === 'edit') this.composer.edit(textOf(failed.data));
    }
  }

  /**
   * Alt with an arrow goes to the next conversation, Escape to the box one writes in.
   *
   * @param {!KeyboardEvent} event
   * @private
   */
  key(event) {
    if (event.key === 'Escape' && !document.querySelector('dialog[open]')) this.composer.focus();
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (!event.altKey || !step) return;
    event.preventDefault();
    const all = this.rooms.rooms().concat(this.rooms.people());
    const at = this.current ? all.indexOf(this.current) : -1;
    if (all.length) location.hash = addressOf(all[(at + step + all.length) % all.length].id);
  }

  /** @private */
  looked() {
    if (document.hidden) {
      this.timeline.leave();
    } else {
      this.plan();
    }
  }

  /**
   * @param {!Conversation} conversation
   * @private
   */
  leave(conversation) {
    this.rooms.leave(conversation);
    location.hash = '#/';
  }

  /** The user gives the name back. @private */
  end() {
    this.client.close({forget: true});
    this.memory.forget();
    this.stop();
  }

  /** @private */
  stop() {
    this.client.close();
    this.close();
    this.over(null);
  }

  /** @private */
  close() {
    for (const undo of this.undo.splice(0)) undo();
    this.timeline.close();
    byId('chat').hidden = true;
  }
}

/**
 * @param {!EventTarget} target
 * @param {string} type
 * @param {function(!Event)} listener
 * @return {function()} takes it off again
 */
function listen(target, type, listener) {
  target.addEventListener(type, listener);
  return () => target.removeEventListener(type, listener);
}
