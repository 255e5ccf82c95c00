/** @fileoverview What stands above the messages, and beside the user's name. */

import {Conversation} from './conversation.js';
import {byId, confirm, h} from './dom.js';
import {avatar, nameOf} from './people.js';
import {Presence} from './presence.js';
import {count, t} from './words.js';

const COPIED = 2000;

export class Header {
  /**
   * @param {string} me canonical
   * @param {!Presence} presence
   * @param {function(!Conversation)} leave
   * @param {function()} end called when the user gives the name back
   */
  constructor(me, presence, leave, end) {
    /** @private @const {!Presence} */
    this.presence = presence;
    /** @private {?Conversation} */
    this.shown = null;
    byId('me').replaceChildren(avatar(me), h('bdi', {'class': 'name'}, nameOf(me)));
    byId('leave').onclick = () => {
      if (this.shown) leave(this.shown);
    };
    byId('copy').onclick = () => this.copy();
    byId('change-name').onclick = () => {
      const title = t('farewell', {'name': '\u2068' + nameOf(me) + '\u2069'});
      confirm(title, t('farewell.text'), t('farewell.go'), t('keep')).then((go) => {
        if (go) end();
      });
    };
  }

  /** @param {?Conversation} conversation */
  show(conversation) {
    this.shown = conversation;
    byId('bar').hidden = !conversation;
    byId('nothing').hidden = conversation !== null;
    if (!conversation) return;
    const {direct, closed, name, id} = conversation;
    const kind = t(closed ? 'private' : direct ? 'direct' : 'room');
    const here = this.presence.here(id).size;
    byId('title').textContent = conversation.title();
    byId('title-mark').hidden = direct || closed;
    byId('title-lock').toggleAttribute('hidden', !closed);
    byId('subtitle').textContent = direct && this.presence.isHere(name) ? t('here') : conversation.topic || kind;
    byId('leave-word').textContent = t(direct ? 'put.away' : 'leave');
    byId('copy').hidden = direct || !navigator.clipboard;
    byId('about-open').hidden = direct || !!conversation.refused;
    byId('about-word').textContent = here ? count('here', here) : t('about');
  }

  /** @private */
  copy() {
    const word = byId('copy-word');
    navigator.clipboard.writeText(location.href).then(() => {
      word.textContent = t('copied');
      byId('copy').classList.add('done');
      setTimeout(() => {
        word.textContent = t('copy');
        byId('copy').classList.remove('done');
      }, COPIED);
    }, () => {});
  }
}
