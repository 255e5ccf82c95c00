/** @fileoverview What the measurements mean, in plain words. */

import {Echo, Findings, Hold, Stream} from './found.js';

/**
 * @typedef {{level: string, title: string, text: string, mend: string}} `level` is `good`, `note`,
 *     `warn` or `bad`; `mend` names what would mend it, empty if nothing needs to be
 */
export let Verdict;

/** A clock that is further off than this makes tokens look old or not yet good. */
const SKEW = 30000;

/**
 * @param {!Findings} found
 * @return {!Array<!Verdict>}
 */
export function judge(found) {
  const echo = found.echo;
  if (!echo) {
    return [bad('Answers', 'The server’s own answer did not get here: something on the way answers in its place, or the doctor is switched off on this server.')];
  }
  return [
    answers(echo),
    ...methods(found.refused),
    ...headers(echo),
    found.stream ? flow('Streams', 'A stream', found.stream) : null,
    found.events ? flow('Server-Sent Events', 'An event stream', found.events) : null,
    socket(found.socket),
    cached(found.cached),
    compressed(echo, found.stream),
    version(echo),
    added(echo),
    clock(echo),
    ...(found.holds ? silence(found.holds) : []),
  ].filter((verdict) => verdict !== null);
}

/**
 * @param {string} title
 * @param {string} text
 * @return {!Verdict}
 */
function good(title, text) {
  return {level: 'good', title, text, mend: ''};
}

/**
 * @param {string} title
 * @param {string} text
 * @param {string=} mend
 * @return {!Verdict}
 */
function bad(title, text, mend) {
  return {level: 'bad', title, text, mend: mend || ''};
}

/**
 * @param {string} title
 * @param {string} text
 * @param {string=} mend
 * @return {!Verdict}
 */
function warn(title, text, mend) {
  return {level: 'warn', title, text, mend: mend || ''};
}

/**
 * @param {!Echo} echo
 * @return {!Verdict}
 */
function answers(echo) {
  return good('Answers', 'The server answers in ' + Math.round(echo.took) + ' ms.');
}

/**
 * @param {!Array<string>} refused
 * @return {!Array<!Verdict>}
 */
function methods(refused) {
  if (!refused.length) return [good('Methods', 'GET, POST, DELETE and OPTIONS all get through.')];
  return [bad('Methods', refused.join(' and ') + (refused.length > 1 ? ' do' : ' does') +
      ' not get through. Halley reads with GET or POST, writes with POST, and gives names back with DELETE.', 'methods')];
}

/**
 * @param {!Echo} echo
 * @return {!Array<!Verdict>}
 */
function headers(echo) {
  const verdicts = [];
  if (!echo.authorization) {
    verdicts.push(bad('Authorization', 'The header Authorization is taken away on the way. Halley falls back to a token in the address or the body, which logs may keep.', 'authorization'));
  }
  const lost = [];
  if (!/^application\/json/.test(echo.headers['Content-Type'] || '')) lost.push('Content-Type');
  if (echo.headers['Last-Event-ID'] !== 'doctor') lost.push('Last-Event-ID');
  if (!echo.headers['Origin']) lost.push('Origin');
  if (lost.length) {
    verdicts.push(warn('Headers', 'Taken away or changed on the way: ' + lost.join(', ') + '.', 'headers'));
  }
  return verdicts.length ? verdicts :
    [good('Headers', 'Authorization, Content-Type, Last-Event-ID and Origin all arrive.')];
}

/**
 * @param {string} title
 * @param {string} what
 * @param {!Stream} stream
 * @return {!Verdict}
 */
function flow(title, what, stream) {
  if (stream.flows) return good(title, what + ' flows: its first bit was here after ' + Math.round(stream.first) + ' ms and the others came one by one.');
  if (stream.whole) return bad(title, what + ' is held back: it came in one piece after ' + Math.round(stream.first) + ' ms. Something on the way collects it first. Halley goes on with long polls.', 'buffering');
  if (stream.first >= 0) return bad(title, what + ' was cut before its end.', 'buffering');
  return bad(title, what + ' does not get here at all.', 'buffering');
}

/**
 * @param {string} socket
 * @return {?Verdict}
 */
function socket(socket) {
  if (socket === 'open') return good('WebSocket', 'A WebSocket opens.');
  if (socket === 'absent') return null;
  return warn('WebSocket', 'A WebSocket does not open. Halley works without it.', 'websocket');
}

/**
 * @param {?boolean} cached
 * @return {?Verdict}
 */
function cached(cached) {
  if (cached === null) return null;
  return cached ? bad('Cache', 'A cache on the way gave an old answer to a new request, although the server forbids it.', 'cache') :
    good('Cache', 'No cache gives old answers.');
}

/**
 * @param {!Echo} echo
 * @param {?Stream} stream
 * @return {!Verdict}
 */
function compressed(echo, stream) {
  const encoding = echo.encoding || (stream && stream.encoding) || '';
  if (!encoding) return good('Compression', 'Answers come as they were sent.');
  return warn('Compression', 'Answers are compressed on the way (' + encoding + '), although the server forbids it. What compresses must collect first.', 'compression');
}

/**
 * @param {!Echo} echo
 * @return {!Verdict}
 */
function version(echo) {
  const near = echo.near ? ' This browser speaks ' + echo.near + '.' : '';
  const text = 'The server was asked with ' + echo.protocol + '.' + near;
  return echo.protocol === 'HTTP/1.0' ? warn('HTTP version', text + ' With HTTP/1.0 each request takes a connection of its own.', 'version') :
    good('HTTP version', text);
}

/**
 * @param {!Echo} echo
 * @return {?Verdict}
 */
function added(echo) {
  const names = ['Via', 'Forwarded', 'X-Forwarded-For', 'X-Forwarded-Proto'];
  const came = names.filter((name) => echo.headers[name]);
  if (!came.length) return {level: 'note', title: 'Proxies', text: 'No proxy says that it is on the way. If there is one, the server takes all its visitors for one address.', mend: 'forwarded'};
  return {level: 'note', title: 'Proxies', text: 'Added on the way: ' +
      came.map((name) => name + ': ' + echo.headers[name]).join('; ') + '.', mend: ''};
}

/**
 * @param {!Echo} echo
 * @return {!Verdict}
 */
function clock(echo) {
  const seconds = Math.round(Math.abs(echo.skew) / 1000);
  if (Math.abs(echo.skew) < SKEW) return good('Clocks', 'This device and the server agree on the time.');
  return warn('Clocks', 'The server’s clock is ' + seconds + ' s ' + (echo.skew > 0 ? 'ahead of' : 'behind') +
      ' this device’s. Set both by a time server.');
}

/**
 * @param {!Array<!Hold>} holds
 * @return {!Array<!Verdict>}
 */
function silence(holds) {
  const verdicts = [];
  const cut = holds.filter((hold) => !hold.survived)[0];
  if (cut) {
    verdicts.push(bad('Silent requests', 'A silent request is cut after ' + Math.round(cut.after) + ' s' +
        (cut.status ? ' (status ' + cut.status + ')' : '') + '. Halley learns to ask again before that; it is cheaper where it need not.', 'idle'));
  } else {
    verdicts.push(good('Silent requests', 'A request may be silent for ' + holds[holds.length - 1].age + ' s and longer.'));
  }
  if (holds.some((hold) => hold.times > 1)) {
    verdicts.push(warn('Repeated requests', 'Something on the way sent a request to the server more than once. For Halley that is harmless: what comes twice is stored once.', 'repeated'));
  } else if (holds.every((hold) => hold.times === 1)) {
    verdicts.push(good('Repeated requests', 'Each request reached the server once.'));
  }
  return verdicts;
}
