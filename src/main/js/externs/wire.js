/**
 * @fileoverview What the server says, in the words of docs/protocol.md. The compiler never renames
 * a name that stands here.
 * @externs
 */

/** @const */
var wire = {};

/** @record */
wire.Gap = function() {};
/** @type {string} */
wire.Gap.prototype.channel;
/** @type {(number|undefined)} first offset missed */
wire.Gap.prototype.from;
/** @type {(number|undefined)} last offset missed */
wire.Gap.prototype.to;
/** @type {(boolean|undefined)} old offsets mean nothing any more */
wire.Gap.prototype.reset;

/** @record The answer to a poll. */
wire.Answer = function() {};
/** @type {string} */
wire.Answer.prototype.cursor;
/** @type {!Array<!halley.Message>} */
wire.Answer.prototype.messages;
/** @type {(!Array<!wire.Gap>|undefined)} */
wire.Answer.prototype.gaps;
/** @type {(boolean|undefined)} */
wire.Answer.prototype.more;
/** @type {(boolean|undefined)} */
wire.Answer.prototype.superseded;
/** @type {number} seconds */
wire.Answer.prototype.hold;
/** @type {number} milliseconds */
wire.Answer.prototype.delay;
/** @type {(!Array<string>|undefined)} from another tab: the channels of its cursor, if that covers more
 * than was asked for */
wire.Answer.prototype.covers;

/** @record A poll, as it is asked for. */
wire.Poll = function() {};
/** @type {!Array<string>} */
wire.Poll.prototype.channel;
/** @type {?string} */
wire.Poll.prototype.cursor;
/** @type {number} */
wire.Poll.prototype.history;
/** @type {number} seconds */
wire.Poll.prototype.hold;
/** @type {string} */
wire.Poll.prototype.client;
/** @type {number} */
wire.Poll.prototype.seq;

/** @record One message, as it is published. */
wire.Draft = function() {};
/** @type {string} */
wire.Draft.prototype.channel;
/** @type {string} */
wire.Draft.prototype.id;
/** @type {*} */
wire.Draft.prototype.data;

/** @record A problem (RFC 9457). */
wire.Problem = function() {};
/** @type {number} */
wire.Problem.prototype.status;
/** @type {string} */
wire.Problem.prototype.code;
/** @type {string} */
wire.Problem.prototype.title;
/** @type {string} */
wire.Problem.prototype.detail;
/** @type {(string|undefined)} */
wire.Problem.prototype.channel;

/** @record An item of a batch that failed. */
wire.Failed = function() {};
/** @type {!wire.Problem} */
wire.Failed.prototype.error;

/** @record The answer to a guest who asks for a token. */
wire.Session = function() {};
/** @type {string} */
wire.Session.prototype.token;
/** @type {string} canonical */
wire.Session.prototype.user;
/** @type {string} as it was typed */
wire.Session.prototype.name;
/** @type {number} milliseconds since 1970 by the server's clock */
wire.Session.prototype.expires;

/** @record */
wire.Info = function() {};
/** @type {string} */
wire.Info.prototype.node;
/** @type {boolean} */
wire.Info.prototype.guests;
/** @type {(string|undefined)} `container`: it knows by itself who asks */
wire.Info.prototype.login;
/** @type {(!Array<string>|undefined)} carriers */
wire.Info.prototype.transports;
/** @type {(!wire.Holds|undefined)} */
wire.Info.prototype.hold;
/** @type {!wire.Limits} */
wire.Info.prototype.limits;

/** @record */
wire.Limits = function() {};
/** @type {number} bytes of UTF-8 */
wire.Limits.prototype.message;
/** @type {(number|undefined)} seconds in which an author may change a message */
wire.Limits.prototype.edit;
/** @type {number} */
wire.Limits.prototype.channels;

/** @record */
wire.Holds = function() {};
/** @type {number} seconds */
wire.Holds.prototype.max;
