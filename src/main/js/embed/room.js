/** @fileoverview One room in the page of somebody else. */

import {Conversation} from '../chat/conversation.js';
import {Desk} from '../chat/desk.js';
import {h, Item, List} from '../chat/dom.js';
import {clock, full, textOf} from '../chat/format.js';
import {linked} from '../chat/links.js';
import {rememberName} from '../chat/memory.js';
import {nameOf} from '../chat/people.js';
import {Presence} from '../chat/presence.js';
import {count, sentence, t, trouble} from '../chat/words.js';

const BACKLOG = 50;
const NEAR = 60;
const NAME = /^[\p{L}\p{M}\p{Nd}\-_.]{1,32}$/u;

export class Room {
  /**
   * @param {!ShadowRoot} parent
   * @param {string} channel
   * @param {function(!halley.Options): !halley.Client} connect
   */
  constructor(parent, channel, connect) {
    /** @private @const {string} */
    this.channel = channel;
    /** @private @const {function(!halley.Options): !halley.Client} */
    this.connect = connect;
    /** @private {string} */
    this.me = '';
    /** As it was typed; empty if a token says who this is. @private {string} */
    this.name = '';
    /** @private {?Conversation} */
    this.shown = null;
    /** @private {boolean} */
    this.planned = false;
    const title = channel.split('/')[2];
    /** @private @const {!HTMLElement} */
    this.log = h('ol', {'role': 'log', 'tabindex': '0', 'aria-label': title});
    /** @private @const {!HTMLElement} */
    this.people = h('span', {'class': 'note'});
    /** @private @const {!HTMLElement} */
    this.told = h('p', {'role': 'status'});
    /** @private @const {!HTMLInputElement} */
    this.box = /** @type {!HTMLInputElement} */ (h('input', {'autocomplete': 'off'}));
    /** @private @const {!HTMLElement} */
    this.go = h('button', {});
    /** @private @const {!HTMLElement} */
    this.form = h('form', {}, this.box, this.go);
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.enter(this.box.value.trim());
    });
    parent.append(h('section', {'aria-label': title}, h('header', {}, h('bdi', {}, title), this.people), this.log, this.told,
        this.form));
    /** @private @const {!List} */
    this.list = new List(this.log);
  }

  /**
   * Asks for a name.
   *
   * @param {string} why a sentence; empty if there is nothing to say
   */
  ask(why) {
    this.shown = null;
    this.list.show([]);
    this.put(t('name'), t('go'));
    this.tell(why, true);
    this.form.hidden = false;
  }

  /**
   * @param {string} label
   * @param {string} word
   * @private
   */
  put(label, word) {
    this.box.value = '';
    this.box.placeholder = label;
    this.box.setAttribute('aria-label', label);
    this.go.textContent = word;
  }

  /**
   * What stands in the box was sent: a name at first, then what one says.
   *
   * @param {string} text
   */
  enter(text) {
    if (!text) return;
    if (this.shown) {
      this.box.value = '';
      this.shown.say(text, this.name || this.me);
      this.log.scrollTop = this.log.scrollHeight;
    } else if (NAME.test(text)) {
      this.name = text;
      this.open(/** @type {!halley.Options} */ ({name: text}));
    } else {
      this.tell(t('name.bad'), true);
    }
  }

  /** @param {!halley.Options} options who this is */
  open(options) {
    this.form.hidden = true;
    const client = this.connect(options);
    client.on('state', (state) => {
      if (state.state === 'refused') {
        const why = sentence(/** @type {!wire.Problem} */ (state.problem).code);
        if (options.name) {
          rememberName(null);
          this.ask(why);
        } else {
          this.tell(why, true);
        }
        return;
      }
      this.tell(trouble(state), false);
      if (state.user && !this.shown) this.begin(client, state.user);
    });
  }

  /**
   * @param {!halley.Client} client
   * @param {string} user canonical
   * @private
   */
  begin(client, user) {
    this.me = user;
    if (this.name) rememberName(this.name);
    const channel = client.channel(this.channel, {history: BACKLOG});
    const shown = new Conversation(this.channel, channel, () => this.plan());
    this.shown = shown;
    channel.on('message', (message) => shown.add(message));
    channel.on('gap', (gap) => shown.miss(gap));
    channel.on('refused', (problem) => {
      this.form.hidden = true;
      this.list.show([]);
      this.tell(problem.code === 'forbidden' ? t('barred') : sentence(problem.code), true);
    });
    const presence = new Presence(client, new Desk(client), () => this.count(presence), () => {});
    presence.follow([this.channel]);
    this.put(t('write', {'name': shown.name}), t('send'));
    this.form.hidden = false;
  }

  /**
   * @param {!Presence} presence
   * @private
   */
  count(presence) {
    const here = Array.from(presence.here(this.channel), nameOf);
    this.people.textContent = here.length ? count('here', here.length) : '';
    this.people.title = here.sort().join(', ');
  }

  /** @private */
  plan() {
    if (this.planned) return;
    this.planned = true;
    Promise.resolve().then(() => {
      this.planned = false;
      const shown = this.shown;
      if (!shown || shown.refused) return;
      const {scrollHeight, scrollTop, clientHeight} = this.log;
      const atEnd = scrollHeight - scrollTop - clientHeight < NEAR;
      if (atEnd) shown.trim();
      this.list.show(itemsOf(shown, this.me));
      if (atEnd) this.log.scrollTop = this.log.scrollHeight;
    });
  }

  /**
   * @param {string} text
   * @param {boolean} bad
   * @private
   */
  tell(text, bad) {
    this.told.textContent = text;
    this.told.className = bad ? 'bad' : '';
  }
}

/**
 * @param {!Conversation} room
 * @param {string} me
 * @return {!Array<!Item>}
 */
function itemsOf(room, me) {
  const said = room.messages.filter((message) => !message.refers).map((message) => {
    const change = room.changeOf(message);
    const removed = room.isRemoved(message);
    const body = removed ? [h('span', {'class': 'note'}, t('removed'))] : linked(textOf(room.dataOf(message)), me);
    const note = change && !removed ? t('edited') : '';
    return {
      key: 'm' + message.offset,
      shape: [nameOf(message.from), removed, change ? change.offset : 0].join(' '),
      build: () => line(nameOf(message.from), body, note, message.time),
    };
  });
  return said.concat(room.outgoing.map((mine) => ({
    key: 'o' + mine.id,
    shape: mine.state,
    build: () => line(nameOf(me), linked(textOf(mine.data), me), t(mine.state) + mine.because, mine.time),
  })));
}

/**
 * @param {string} name
 * @param {!Array<!Node|string>} body
 * @param {string} note
 * @param {number} time
 * @return {!HTMLElement}
 */
function line(name, body, note, time) {
  return h('li', {}, h('bdi', {}, name), ' ', ...body, ' ',
      h('time', {'datetime': new Date(time).toISOString(), 'title': full(time)}, clock(time)),
      note ? h('span', {'class': 'note'}, ' · ' + note) : '');
}
