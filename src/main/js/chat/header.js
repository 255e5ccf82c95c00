/** @fileoverview What stands above the messages, and beside the user's name. */

import {Conversation} from './conversation.js';
import {byId, h} from './dom.js';
import {avatar, nameOf} from './people.js';

const COPIED = 2000;

export class Header {
  /**
   * @param {string} me canonical
   * @param {function(!Conversation)} leave
   * @param {function()} end called when the user gives the name back
   */
  constructor(me, leave, end) {
    /** @private {?Conversation} */
    this.shown = null;
    byId('me').replaceChildren(avatar(me), h('bdi', {'class': 'name'}, nameOf(me)));
    byId('leave').onclick = () => {
      if (this.shown) leave(this.shown);
    };
    byId('copy').onclick = () => this.copy();
    const dialog = /** @type {!HTMLDialogElement} */ (byId('farewell'));
    byId('change-name').onclick = () => {
      byId('farewell-name').textContent = nameOf(me);
      dialog.returnValue = '';
      dialog.showModal();
    };
    dialog.onclose = () => {
      if (dialog.returnValue === 'go') end();
    };
  }

  /** @param {?Conversation} conversation */
  show(conversation) {
    this.shown = conversation;
    byId('bar').hidden = !conversation;
    byId('nothing').hidden = conversation !== null;
    if (!conversation) return;
    const {direct} = conversation;
    byId('title').textContent = conversation.title();
    byId('title-mark').hidden = direct;
    byId('subtitle').textContent = direct ? 'Direct messages' : 'Room';
    byId('leave-word').textContent = direct ? 'Put away' : 'Leave room';
    byId('copy').hidden = direct || !navigator.clipboard;
  }

  /** @private */
  copy() {
    const word = byId('copy-word');
    navigator.clipboard.writeText(location.href).then(() => {
      word.textContent = 'Copied';
      byId('copy').classList.add('done');
      setTimeout(() => {
        word.textContent = 'Copy link';
        byId('copy').classList.remove('done');
      }, COPIED);
    }, () => {});
  }
}
