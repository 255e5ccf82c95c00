/**
 * @fileoverview What the server answers to what the chat asks beside messages.
 * @externs
 */

/** @record Who is in a room. */
wire.Present = function() {};
/** @type {!Array<!wire.Person>} */
wire.Present.prototype.users;

/** @record */
wire.Person = function() {};
/** @type {string} canonical */
wire.Person.prototype.user;

/** @record What is said on the channel `/presence` beside a room. */
wire.Coming = function() {};
/** @type {(string|undefined)} `join`, `leave` or `topic` */
wire.Coming.prototype.event;
/** @type {string} */
wire.Coming.prototype.user;
/** @type {(string|undefined)} */
wire.Coming.prototype.topic;
/** @type {(!Array<!wire.Coming>|undefined)} several of them at once */
wire.Coming.prototype.events;

/** @record How far one conversation was read. */
wire.Mark = function() {};
/** @type {string} */
wire.Mark.prototype.channel;
/** @type {number} */
wire.Mark.prototype.offset;

/** @record */
wire.Unreads = function() {};
/** @type {!Array<!wire.Unread>} */
wire.Unreads.prototype.unread;

/** @record */
wire.Unread = function() {};
/** @type {string} */
wire.Unread.prototype.channel;
/** @type {(string|undefined)} of an inbox: whose conversation */
wire.Unread.prototype.with;
/** @type {number} the last offset that was read */
wire.Unread.prototype.read;
/** @type {(!wire.Tick|undefined)} */
wire.Unread.prototype.delivered;
/** @type {(!wire.Tick|undefined)} */
wire.Unread.prototype.seen;

/** @record Up to which message the other one has got or read what this user wrote. */
wire.Tick = function() {};
/** @type {number} */
wire.Tick.prototype.time;

/** @record What is said on the channel `/user/NAME/marks`. */
wire.Marked = function() {};
/** @type {string} `read`, `delivered` or `seen` */
wire.Marked.prototype.event;
/** @type {string} */
wire.Marked.prototype.channel;
/** @type {(string|undefined)} */
wire.Marked.prototype.with;
/** @type {number} */
wire.Marked.prototype.offset;
/** @type {string} */
wire.Marked.prototype.user;
/** @type {number} */
wire.Marked.prototype.time;

/** @record */
wire.Directory = function() {};
/** @type {!Array<!wire.Room>} */
wire.Directory.prototype.rooms;
/** @type {(string|undefined)} there are more after this one */
wire.Directory.prototype.next;

/** @record */
wire.Room = function() {};
/** @type {string} */
wire.Room.prototype.channel;
/** @type {(string|undefined)} */
wire.Room.prototype.topic;
/** @type {number} */
wire.Room.prototype.people;
/** @type {(number|undefined)} of the last message */
wire.Room.prototype.time;

/** @record */
wire.Members = function() {};
/** @type {?string} */
wire.Members.prototype.creator;
/** @type {!Array<string>} */
wire.Members.prototype.members;

/** @record */
wire.Self = function() {};
/** @type {string} */
wire.Self.prototype.user;
/** @type {(string|undefined)} */
wire.Self.prototype.name;
/** @type {(boolean|undefined)} */
wire.Self.prototype.admin;
/** @type {(boolean|undefined)} */
wire.Self.prototype.moderator;
