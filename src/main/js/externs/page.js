/**
 * @fileoverview What the chat page keeps in the browser's storage.
 * @externs
 */

/** @record What one user's chat remembers. */
kept.Chat = function() {};
/** @type {!Array<string>} the rooms that were joined, as channels */
kept.Chat.prototype.rooms;
/** @type {!Array<string>} with whom there is a conversation, as their inboxes */
kept.Chat.prototype.people;
/** @type {!Object<string, number>} the last offset that was read, by conversation */
kept.Chat.prototype.read;
/** @type {!Object<string, string>} what was written and not sent, by conversation */
kept.Chat.prototype.drafts;
/** @type {string} the conversation that was open last */
kept.Chat.prototype.last;

