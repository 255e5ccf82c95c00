/** @fileoverview What a live page does. */

import {PlainForm} from './form.js';
import {PlainList} from './list.js';

/** How many messages may come between the page and its script. */
const BACKLOG = 100;

export class Live {
  /**
   * @param {!PlainForm} form
   * @param {!Object<string, string>} known what the page shows already
   * @param {function(number)} look loads the page again after so many milliseconds
   */
  constructor(form, known, look) {
    /** @private @const {!PlainForm} */
    this.form = form;
    /** @private @const {!Object<string, string>} */
    this.known = known;
    /** @private @const {function(number)} */
    this.look = look;
    /** @private @const {!PlainList} */
    this.list = new PlainList(form.value('token'), known['main'], known['me']);
    /** @private @const {!halley.Client} */
    // Who comes here may have a browser that takes what it cannot do for done: polls are enough.
    this.client = Halley.connect({token: form.value('token'), transports: ['poll']});
  }

  begin() {
    const main = this.known['main'];
    const inbox = '/user/' + this.known['me'];
    this.read(main, Number(this.known['last']));
    if (inbox !== main) this.read(inbox, Number(this.known['inbox']));
    this.client.on('state', (state) => this.tell(state));
    this.form.onSubmit(() => this.say());
  }

  /**
   * @param {string} name
   * @param {number} last the offset of the last message that the page shows
   * @private
   */
  read(name, last) {
    let shown = last;
    const channel = this.client.channel(name, {history: BACKLOG});
    channel.on('message', (message) => {
      if (message.offset <= shown) return;
      // More than the backlog came meanwhile: the server knows what this page has seen.
      if (message.offset > shown + 1) this.look(0);
      shown = message.offset;
      if (message.refers && message.data === null) {
        // The server knows which of these is to be seen no more.
        this.look(0);
      } else {
        this.list.add(message);
      }
    });
    channel.on('gap', () => this.look(0));
  }

  /** @private */
  say() {
    const text = this.form.text();
    const to = this.form.value('to').replace(/^\s*@?|\s+$/g, '');
    const direct = this.known['main'].indexOf('/user/') === 0;
    if (!text) return;
    if (direct && !to) {
      this.list.status('To whom?');
      return;
    }
    const channel = this.client.channel(direct ? '/user/' + to : this.known['main']);
    this.form.write('');
    channel.publish({'text': text}).then(undefined, () => {
      this.list.status('This was not sent, because the server did not accept it: ' + text);
      if (!this.form.text()) this.form.write(text);
    });
  }

  /**
   * @param {!halley.State} state
   * @private
   */
  tell(state) {
    if (state.state === 'open') {
      this.list.status('This page is live: what is said appears by itself.');
    } else if (state.state === 'waiting') {
      this.list.status('The server cannot be reached. Trying again…');
    } else if (state.state === 'refused') {
      this.look(0);
    }
  }
}
