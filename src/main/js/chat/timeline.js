/** @fileoverview The messages in the middle, and where one has scrolled to. */

import {Conversation} from './conversation.js';
import {byId, List} from './dom.js';
import {itemsOf} from './items.js';
import {Look} from './message.js';
import {count, t} from './words.js';

const NEAR = 60;
const AHEAD = 400;
const MARGIN = 72;

export class Timeline {
  /**
   * @param {!Look} look
   * @param {function(!Conversation)} older called when somebody scrolls to the oldest message
   * @param {function()} seen called when somebody comes to the newest message
   */
  constructor(look, older, seen) {
    /** @private @const {!Look} */
    this.look = look;
    /** @private @const {function(!Conversation)} */
    this.older = older;
    /** @private @const {function()} */
    this.seen = seen;
    /** @private @const {!HTMLElement} */
    this.scroller = byId('scroller');
    /** @private @const {!HTMLElement} */
    this.newer = byId('newer');
    /** @private @const {!List} */
    this.list = new List(byId('messages'));
    /** @private {?Conversation} */
    this.shown = null;
    /** After this offset the line "New" is drawn. @private {number} */
    this.read = Infinity;
    /** The newest offset that was on the screen. @private {number} */
    this.looked = 0;
    /** Whether to follow the newest message. @private {boolean} */
    this.following = true;
    /** Whether to go to the line "New" once it is there. @private {boolean} */
    this.jump = false;
    this.scroller.onscroll = () => this.scrolled();
    this.newer.onclick = () => this.follow();
    /** @private @const {!ResizeObserver} */
    this.resized = new ResizeObserver(() => this.settle());
    this.resized.observe(this.scroller);
  }

  close() {
    this.resized.disconnect();
    this.open(null, Infinity);
  }

  /** @return {boolean} whether the newest message is on the screen */
  isAtEnd() {
    const {scrollHeight, scrollTop, clientHeight} = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR;
  }

  /** Goes to the newest message, and with every further one. */
  follow() {
    this.following = true;
    this.settle();
    this.scrolled();
  }

  /**
   * @param {?Conversation} conversation
   * @param {number} read the last offset that was read before; Infinity if nothing is unread
   */
  open(conversation, read) {
    this.shown = conversation;
    this.read = read;
    this.jump = read !== Infinity;
    this.following = true;
    this.looked = read === Infinity && conversation ? conversation.newest() : read;
    this.render();
  }

  /** Shows what has changed, and keeps what one reads where it is. */
  render() {
    const conversation = this.shown;
    if (!conversation) {
      this.list.show([]);
      return;
    }
    if (this.following) conversation.trim();
    const anchor = this.following ? null : this.anchor();
    this.list.show(itemsOf(conversation, this.look, this.read));
    if (anchor) {
      const moved = anchor.element.getBoundingClientRect().top - anchor.top;
      if (anchor.element.isConnected && moved) this.scroller.scrollTop += moved;
    }
    this.settle();
    if (this.jump && conversation.ready) this.toUnread();
    this.mark(conversation);
    this.more();
  }

  /** Nobody looks any more: what comes now is new. */
  leave() {
    if (this.shown && this.following) this.read = this.shown.newest();
  }

  /** What is there is not new any more: its reader has answered. */
  answer() {
    this.read = Infinity;
    this.follow();
  }

  /** @private */
  toUnread() {
    this.jump = false;
    const line = this.list.element('new');
    if (!line) return;
    const above = this.scroller.getBoundingClientRect().top + MARGIN - line.getBoundingClientRect().top;
    if (above > 0) this.scroller.scrollTop -= above;
    this.following = this.isAtEnd();
  }

  /**
   * @return {?{element: !Element, top: number}} the first message that is on the screen
   * @private
   */
  anchor() {
    const top = this.scroller.getBoundingClientRect().top;
    for (const element of this.list.parent.children) {
      const box = element.getBoundingClientRect();
      if (box.bottom > top && element.matches('.message')) return {element: element, top: box.top};
    }
    return null;
  }

  /** @private */
  settle() {
    if (this.following) this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  /** @private */
  scrolled() {
    this.following = this.isAtEnd();
    if (this.shown) this.mark(this.shown);
    this.more();
  }

  /** @private */
  more() {
    const conversation = this.shown;
    const near = this.scroller.scrollTop < AHEAD;
    if (conversation && near && conversation.more && conversation.loading === 'idle') {
      this.older(conversation);
    }
  }

  /**
   * @param {!Conversation} conversation
   * @private
   */
  mark(conversation) {
    if (this.following) {
      this.looked = conversation.newest();
      if (conversation.messages.length && !document.hidden) this.seen();
    }
    const below = conversation.since(this.looked, this.look.me).length;
    this.newer.hidden = this.following;
    this.newer.classList.toggle('fresh', below > 0);
    byId('newer-count').textContent = below ? count('new', below) : t('newest');
  }
}
