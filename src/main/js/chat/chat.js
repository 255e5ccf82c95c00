/** @fileoverview One user's chat: the parts of the page, and what goes on between them. */

import {About} from './about.js';
import {Acts} from './acts.js';
import {Announcer} from './announcer.js';
import {Composer} from './composer.js';
import {Conversation} from './conversation.js';
import {Desk} from './desk.js';
import {Directory} from './directory.js';
import {byId} from './dom.js';
import {textOf} from './format.js';
import {Header} from './header.js';
import {keys} from './keys.js';
import {Marks} from './marks.js';
import {Memory, watchName} from './memory.js';
import {isNamed} from './mentions.js';
import {Notice} from './notice.js';
import {fold, learn, nameOf} from './people.js';
import {Presence} from './presence.js';
import {Rooms} from './rooms.js';
import {addressOf, routeOf} from './route.js';
import {Sidebar} from './sidebar.js';
import {Status} from './status.js';
import {Timeline} from './timeline.js';
import {Typing} from './typing.js';
import {sentence, t} from './words.js';

const LOBBY = '/room/lobby';
const MINUTE = 60000;
/** Channels that are read beside rooms and those who are in them: the inbox, marks, typing. */
const BESIDE = 4;
const NARROW = window.matchMedia('(max-width: 45rem)');
const TOUCH = window.matchMedia('(pointer: coarse)');

export class Chat {
  /**
   * @param {!halley.Client} client
   * @param {string} me canonical
   * @param {string} name as it was typed
   * @param {!wire.Limits} limits what the server takes; it may come later
   * @param {function(?wire.Problem)} over called when the chat has ended: by its user, or by a problem
   */
  constructor(client, me, name, limits, over) {
    /** @private @const {!halley.Client} */
    this.client = client;
    /** @private @const {string} */
    this.name = name;
    /** @private @const {!wire.Limits} */
    this.limits = limits;
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
    const plan = () => this.plan();
    /** @private @const {!Desk} */
    this.desk = new Desk(client);
    /** @private @const {!Presence} */
    this.presence = new Presence(client, this.desk, plan, (id, topic) => this.renamed(id, topic));
    /** @private @const {!Marks} */
    this.marks = new Marks(client, this.desk, me, this.memory, plan);
    /** @private @const {!Rooms} */
    this.rooms = new Rooms(client, me, this.memory, this.marks, plan, (conversation, message) =>
        this.heard(conversation, message));
    /** @private @const {!Announcer} */
    this.announcer = new Announcer();
    /** @private @const {!Notice} */
    this.notice = new Notice();
    /** @private @const {!Typing} */
    this.typing = new Typing(client, this.desk, me);
    /** @private @const {!Sidebar} */
    this.sidebar = new Sidebar(this.rooms, this.presence);
    /** @private @const {!Status} */
    this.status = new Status(plan);
    /** @private @const {!Acts} */
    this.acts = new Acts(this.desk, me, this.rooms, limits);
    /** @private @const {!Composer} */
    this.composer = new Composer(this.memory, limits, (to, text) => this.say(to, text),
        (to, message, text) => this.correct(to, message, text), (to) => this.typing.typed(to), () => this.last());
    /** @private @const {!Header} */
    this.header = new Header(me, this.presence, (conversation) => this.leave(conversation), () => this.end());
    /** @private @const {!About} */
    this.about = new About(this.desk, me, this.presence, (user, room) => this.invite(user, room), plan);
    /** @private @const {!Directory} */
    this.directory = new Directory(this.desk, this.rooms, me, plan);
    /** @private @const {!Timeline} */
    this.timeline = new Timeline(this.acts.look(this.marks), (conversation) => this.rooms.older(conversation),
        () => {
          if (this.current) this.rooms.read(this.current);
        });
    const minute = setInterval(plan, MINUTE);
    /** @private @const {!Array<function()>} */
    this.undo = [
      this.memory.watch(() => this.rooms.follow()),
      watchName(() => this.stop()),
      listen(window, 'hashchange', () => this.route(true)),
      listen(NARROW, 'change', () => this.route(false)),
      listen(window, 'online', plan),
      listen(window, 'offline', plan),
      listen(document, 'visibilitychange', () => this.looked()),
      listen(document, 'keydown', keys({
        escape: () => this.escape(),
        step: (step, unread) => this.step(step, unread),
        join: () => this.sidebar.focus(),
        end: () => this.timeline.follow(),
      })),
      client.on('state', (state) => this.stated(state)),
      () => clearInterval(minute),
    ];
    byId('messages').onclick = byId('about').onclick = (event) => this.act(/** @type {!Element} */ (event.target));
    byId('chat').hidden = false;
    this.route(true);
    this.directory.fetch('');
    this.acts.ask(plan);
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
    const rooms = this.rooms.rooms();
    const all = rooms.concat(this.rooms.people());
    const current = this.current;
    if (current && this.rooms.find(current.id) !== current) this.route(false);
    const watched = rooms.filter((room) => !room.refused)
        .sort((a, b) => Number(b === current) - Number(a === current)).map((room) => room.id);
    this.presence.follow(watched.slice(0, Math.max(0, this.limits.channels - rooms.length - BESIDE)));
    this.timeline.render();
    this.sidebar.render(this.current);
    this.header.show(this.current);
    this.about.show(this.current);
    this.composer.allow(this.current !== null && !this.current.refused);
    if (this.state) this.status.show(this.state, this.rooms.unsent());
    const unread = all.reduce((sum, each) => sum + this.rooms.unread(each), 0);
    const named = all.reduce((sum, each) => sum + this.rooms.named(each), 0);
    const title = this.current ? this.current.title() + ' – Halley' : 'Halley';
    document.title = (named ? '@' + named + ' ' : '') + (unread ? '(' + unread + ') ' : '') + title;
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
      this.composer.allow(next !== null && !next.refused);
      this.typing.open(next);
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
    if (conversation === this.current) this.typing.said(message.from);
    if (message.from === this.rooms.me || message.refers) return;
    const where = conversation === this.current ? '' : conversation.title();
    this.announcer.announce(message, conversation.direct && where ? t('in.direct') : where);
    const text = textOf(message.data);
    if (!conversation.direct && !isNamed(text, this.rooms.me)) return;
    const who = nameOf(message.from);
    this.notice.tell(conversation.direct ? who : who + ' · ' + conversation.title(), text, addressOf(conversation.id));
  }

  /**
   * @param {string} id
   * @param {string} topic
   * @private
   */
  renamed(id, topic) {
    const room = this.rooms.find(id);
    if (room) room.topic = topic;
  }

  /**
   * @param {!Conversation} conversation
   * @param {string} text
   * @private
   */
  say(conversation, text) {
    conversation.say(text, this.name);
    this.typing.sent();
    this.timeline.answer();
  }

  /**
   * @param {!Conversation} conversation
   * @param {!halley.Message} message
   * @param {string} text
   * @private
   */
  correct(conversation, message, text) {
    const data = {'text': text};
    if (fold(this.name) !== this.name) data['name'] = this.name;
    this.desk.change(conversation.id, message, data).catch((error) => {
      if (this.current !== conversation) return;
      this.composer.begin(message, text);
      this.composer.complain(sentence(/** @type {!Error} */ (error).code));
    });
  }

  /** Corrects what this user said last. @private */
  last() {
    const current = this.current;
    const mine = current && this.acts.last(current);
    if (current && mine) this.composer.begin(mine, textOf(current.dataOf(mine)));
  }

  /**
   * Tells a new member of the room.
   *
   * @param {string} user canonical
   * @param {!Conversation} room
   * @private
   */
  invite(user, room) {
    if (user === this.rooms.me) return;
    const text = t('invite', {'room': room.name});
    this.rooms.open('/user/' + user).send({'text': text, 'room': room.id}, this.name);
  }

  /**
   * Something in the timeline or beside it was pressed.
   *
   * @param {!Element} target
   * @private
   */
  act(target) {
    const pressed = /** @type {?HTMLElement} */ (target.closest('[data-act]'));
    const current = this.current;
    const picked = document.querySelector('.picked');
    if (picked) picked.classList.remove('picked');
    if (!pressed && target.closest('.bubble') && !target.closest('a')) {
      target.closest('.message').classList.add('picked');
    }
    if (!pressed || !current) return;
    const {'act': act, 'id': id, 'user': user} = pressed.dataset;
    const message = current.messages.find((each) => each.id === id);
    if (act === 'correct' && message) this.composer.begin(message, textOf(current.dataOf(message)));
    if (act === 'remove' && message) {
      this.acts.remove(current, message).then((why) => this.composer.complain(why));
    }
    if (act === 'edit') this.composer.edit(this.acts.discard(current, id));
    if (act === 'expel') this.about.change([], [user]);
    if (act === 'again') this.again(current);
    this.acts.press(current, act, pressed);
  }

  /**
   * Asks once more for what may not be read.
   *
   * @param {!Conversation} conversation
   * @private
   */
  again(conversation) {
    this.rooms.leave(conversation);
    this.rooms.open(conversation.id);
    this.route(false);
  }

  /** @private */
  escape() {
    if (this.composer.correcting) this.composer.stop();
    if (!this.about.toggle(false)) this.composer.focus();
  }

  /**
   * Goes to the next conversation.
   *
   * @param {number} step 1 or -1
   * @param {boolean} unread whether to leave out those that hold nothing new
   * @private
   */
  step(step, unread) {
    const all = this.rooms.rooms().concat(this.rooms.people())
        .filter((each) => each === this.current || !unread || this.rooms.unread(each) > 0);
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
