/** @fileoverview What went wrong, in one sentence for a person. */

/** @const {!Object<string, string>} by the server's code */
const SENTENCES = {
  'name-taken': 'That name is taken right now. Choose another one.',
  'invalid-token': 'Your session has ended. Choose a name to go on.',
  'expired-token': 'Your session has ended. Choose a name to go on.',
  'token-required': 'This is for people with a name only. Choose one to go on.',
  'rate-limited': 'That was faster than this server allows. What you wrote goes out in a moment.',
  'overloaded': 'The server is very busy. Trying again soon.',
  'draining': 'The server is restarting. It will be back in a moment.',
  'store-unavailable': 'The server cannot store messages right now. Yours wait here and go out later.',
  'login-unavailable': 'The server cannot tell yet who you are. Trying again soon.',
  'message-too-large': 'This message is too long for this server.',
  'too-many-channels': 'These are more rooms than this server lets you read at once. Leave one.',
  'invalid-channel': 'There can be no room of that name.',
  'forbidden': 'You are not allowed to do that here.',
  'id-taken': 'This message could not be stored under its id. Send it again.',
  'queue-full': 'Too many messages wait to be sent. Wait until some have gone out.',
  'closed': 'The connection was closed before this was sent.',
};

/**
 * @param {?string|undefined} code
 * @return {string}
 */
export function sentence(code) {
  return SENTENCES[code || ''] || 'The server did not accept that.';
}

/** @const {string} */
export const NO_GUESTS = 'This server does not let guests in. Ask whoever runs it for a way in.';

/** @const {string} */
export const BAD_NAME = 'A name has 1 to 32 letters, digits or - _ . and no spaces.';

/** @const {string} */
export const BAD_ROOM = 'A room’s name has 1 to 64 letters, digits or - _ . ~ ! @ $ ( ).';

/**
 * @param {!halley.State} state
 * @return {string} why nothing comes through; empty if all is well
 */
export function trouble(state) {
  if (state.state === 'open' && !state.problem) return '';
  if (state.problem) return sentence(state.problem.code);
  if (!navigator.onLine) return 'You are offline. What you write goes out when you are back.';
  if (state.state === 'connecting') return 'Connecting…';
  if (state.state === 'closed') return 'Disconnected.';
  return 'The server cannot be reached. Trying again…';
}
