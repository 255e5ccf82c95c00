/**
 * @fileoverview What the client keeps in the browser's storage, so that the next build of it still
 * understands what this one wrote.
 * @externs
 */

/** @const */
var kept = {};

/** @record */
kept.Guest = function() {};
/** @type {string} gets the same name a token again */
kept.Guest.prototype.secret;
/** @type {?wire.Session} */
kept.Guest.prototype.session;
/** @type {number} this browser's clock when the token came */
kept.Guest.prototype.got;

/** @record A message on its way out. */
kept.Item = function() {};
/** @type {string} */
kept.Item.prototype.id;
/** @type {string} */
kept.Item.prototype.channel;
/** @type {*} */
kept.Item.prototype.data;
/** @type {number} this browser's clock when it was queued */
kept.Item.prototype.time;
/** @type {number} its place among those queued in the same millisecond */
kept.Item.prototype.order;

/** @record What is known of a path to a server. Which carriers are good and which are not stands beside it,
 * under their names. */
kept.Path = function() {};
/** @type {number} this browser's clock when the first of it was learned */
kept.Path.prototype.since;
/** @type {(string|undefined)} which way of asking works */
kept.Path.prototype.way;
/** @type {(number|undefined)} seconds for which a poll is held */
kept.Path.prototype.hold;
/** @type {(number|undefined)} seconds, the longest that it may be */
kept.Path.prototype.roof;
