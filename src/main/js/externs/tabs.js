/**
 * @fileoverview What tabs say to each other, so that two builds of the client understand each other,
 * and what the compiler's list of browsers lacks for it.
 * @externs
 */

/** @const */
var tabs = {};

/** @record One of three: `want` (which channels a tab reads, and that an answer is due), `here` (the tab that
 * reads for all says where it is), `leave` (the tab goes away). */
tabs.Note = function() {};
/** @type {string} */
tabs.Note.prototype.kind;
/** @type {string} a tab */
tabs.Note.prototype.from;
/** @type {!Array<string>} those that it wants; of who is here, those that its cursor covers */
tabs.Note.prototype.channels;
/** @type {number} here: how many answers it has got */
tabs.Note.prototype.count;
/** @type {?wire.Answer} here: the last of them, if that is news */
tabs.Note.prototype.answer;
/** @type {!Array<string>} here: channels which it did not read before this answer */
tabs.Note.prototype.fresh;
/** @type {!halley.State} here */
tabs.Note.prototype.state;

/** @record Web Locks. */
tabs.Locks = function() {};
/**
 * @param {string} name
 * @param {!Object} options
 * @param {function(): ?} held
 * @return {!IThenable}
 */
tabs.Locks.prototype.request = function(name, options, held) {};

/** @type {(!tabs.Locks|undefined)} */
Navigator.prototype.locks;
/** @type {(boolean|undefined)} */
tabs.steal;
