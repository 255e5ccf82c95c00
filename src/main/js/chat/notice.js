/** @fileoverview Tells a user who looks elsewhere that somebody has written to them. */

import {byId} from './dom.js';

export class Notice {
  constructor() {
    const bell = byId('notify');
    bell.hidden = !('Notification' in window) || Notification.permission !== 'default';
    // A browser asks its user only after a click; where the answer is there already it is not asked again.
    bell.onclick = () => {
      Notification.requestPermission().then(() => {
        bell.hidden = Notification.permission !== 'default';
      });
    };
  }

  /**
   * @param {string} title
   * @param {string} text
   * @param {string} address where to go if it is pressed; several of one place are shown as one
   */
  tell(title, text, address) {
    if (!('Notification' in window) || Notification.permission !== 'granted' || document.hasFocus()) return;
    try {
      const note = new Notification(title, {body: text.slice(0, 200), tag: address, icon: 'icon.svg'});
      note.onclick = () => {
        window.focus();
        location.hash = address;
        note.close();
      };
    } catch (e) {
      // Phones have them only for what is installed.
    }
  }
}
