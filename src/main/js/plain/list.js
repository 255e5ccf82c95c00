/** @fileoverview The list of messages, the newest first. Built of nodes: nothing said becomes markup. */

const LINK = /\bhttps?:\/\/[^\s<>"“”«»]+/gi;
const TAIL = /[.,;:!?'’)\]}*_]+$/;

/** Messages on the page; the oldest make room. */
const MOST = 400;

export class PlainList {
  /**
   * @param {string} token for the addresses of other pages
   * @param {string} main the channel of this page
   * @param {string} me who reads it
   */
  constructor(token, main, me) {
    /** @private @const {string} */
    this.token = token;
    /** @private @const {string} */
    this.main = main;
    /** @private @const {string} */
    this.me = me;
    /** @private @const {!Element} */
    this.list = /** @type {!Element} */ (document.getElementById('messages'));
    /** @private @const {!Element} */
    this.line = /** @type {!Element} */ (document.getElementById('looks'));
    this.list.setAttribute('aria-live', 'polite');
    this.line.setAttribute('role', 'status');
  }

  /** @param {!halley.Message} message */
  add(message) {
    const head = document.createElement('dt');
    this.person(head, message.from);
    if (message.to) {
      head.appendChild(text(' to '));
      this.person(head, message.to);
      if (message.channel !== this.main) head.appendChild(text(', privately'));
    }
    const small = document.createElement('small');
    small.appendChild(text(clock(message.time)));
    head.appendChild(text(' '));
    head.appendChild(small);
    const body = document.createElement('dd');
    if (message.refers) body.appendChild(mark('corrected: '));
    if (message.removed) {
      body.appendChild(mark('removed'));
    } else {
      said(body, message.data);
    }
    this.list.insertBefore(body, this.list.firstChild);
    this.list.insertBefore(head, body);
    while (this.list.childNodes.length > 2 * MOST) {
      this.list.removeChild(/** @type {!Node} */ (this.list.lastChild));
    }
    const nothing = document.getElementById('nothing');
    if (nothing) nothing.style.display = 'none';
  }

  /** @param {string} words how things stand */
  status(words) {
    while (this.line.firstChild) this.line.removeChild(this.line.firstChild);
    this.line.appendChild(text(words));
  }

  /**
   * @param {!Element} head
   * @param {?string} user null is the server
   * @private
   */
  person(head, user) {
    if (user === null || user === this.me) {
      const name = document.createElement('b');
      name.appendChild(text(user || 'Server'));
      head.appendChild(name);
    } else {
      head.appendChild(link('room?room=' + encodeURIComponent('@' + user) + '&token=' +
          encodeURIComponent(this.token) + '&pause=1', user));
    }
  }
}

/**
 * @param {string} words
 * @return {!Node}
 */
function text(words) {
  return document.createTextNode(words);
}

/**
 * @param {string} words
 * @return {!Element}
 */
function mark(words) {
  const em = document.createElement('em');
  em.appendChild(text(words));
  return em;
}

/**
 * @param {string} href
 * @param {string} words
 * @return {!Element}
 */
function link(href, words) {
  const a = document.createElement('a');
  a.setAttribute('href', href);
  a.setAttribute('rel', 'noreferrer nofollow');
  a.appendChild(text(words));
  return a;
}

/**
 * @param {number} time
 * @return {string} `14:02 UTC`, as the server says it
 */
function clock(time) {
  const date = new Date(time);
  const minutes = date.getUTCMinutes();
  return (date.getUTCHours() < 10 ? '0' : '') + date.getUTCHours() + ':' +
      (minutes < 10 ? '0' : '') + minutes + ' UTC';
}

/**
 * @param {!Element} body
 * @param {*} data of a message
 */
function said(body, data) {
  const own = typeof data === 'string' ? data : data && typeof data === 'object' ? data['text'] : null;
  if (typeof own !== 'string') {
    const code = document.createElement('code');
    code.appendChild(text(JSON.stringify(data)));
    body.appendChild(code);
    return;
  }
  const lines = own.split('\n');
  for (let i = 0; i < lines.length; i++) {
    if (i) body.appendChild(document.createElement('br'));
    linked(body, lines[i]);
  }
}

/**
 * @param {!Element} body
 * @param {string} line
 */
function linked(body, line) {
  let from = 0;
  let match;
  LINK.lastIndex = 0;
  while ((match = LINK.exec(line))) {
    const url = match[0].replace(TAIL, '');
    body.appendChild(text(line.slice(from, match.index)));
    // The address of this page is not told to another site, see the server's own links.
    body.appendChild(link('out?to=' + encodeURIComponent(url), url));
    from = match.index + url.length;
    LINK.lastIndex = from;
  }
  body.appendChild(text(line.slice(from)));
}
