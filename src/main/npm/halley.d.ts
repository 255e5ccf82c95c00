/** The browser client of Halley. */

/** A carrier, as the protocol calls it. */
export type Transport = 'poll' | 'jsonp' | 'websocket' | 'events' | 'stream' | 'frame';

export interface Options {
  /** The server's folder; the folder that halley.js came from if left out. */
  url?: string;
  /** A guest's name. */
  name?: string;
  /** A token, or what gets one; asked again when the server does not take the last one any more. */
  token?: string | (() => string | PromiseLike<string>);
  /** Carriers, best first. What stands behind `poll` is not used. Default: all that the server has. */
  transports?: Transport[];
  /** What the path does not let through. Found out by trying if left out. */
  without?: Array<'get' | 'post' | 'headers'>;
  /** Where things outlive a reload; `null` keeps nothing. Default: `localStorage`. */
  storage?: Storage | null;
}

export interface ChannelOptions {
  /** How many of the newest messages to begin with, up to 1000. */
  history?: number;
  /** `false`: all but what this page sent. */
  echo?: boolean;
}

export interface Message<T = unknown> {
  channel: string;
  /** Its place in the channel, from 1 on with no hole. */
  offset: number;
  id: string;
  /** The author; null is the server itself. */
  from: string | null;
  /** In an inbox: whom it was sent to. */
  to?: string;
  /** Milliseconds since 1970, by the server's clock. */
  time: number;
  data: T;
  /** The id of the message that this one corrects, or takes away where `data` is null. */
  refers?: string;
  /** Whether its author has taken it away. */
  removed?: boolean;
}

/** Messages that are gone. With `reset` the channel's log began anew and old offsets mean nothing. */
export interface Gap {
  channel: string;
  from?: number;
  to?: number;
  reset?: boolean;
}

/** A problem (RFC 9457), as the server says it. */
export interface Problem {
  status: number;
  code: string;
  title: string;
  detail: string;
  channel?: string;
}

export interface PresenceEvent {
  event: 'join' | 'leave';
  user: string;
}

/** Where a published message has its place. */
export interface Receipt {
  offset: number;
  id: string;
  time: number;
}

/** A message of this browser that has not been answered yet. */
export interface Pending<T = unknown> {
  id: string;
  channel: string;
  data: T;
  time: number;
  sent: Promise<Receipt>;
}

export interface Span {
  /** An offset; the end if left out. */
  before?: number;
  /** At most how many; 50 if left out. */
  limit?: number;
}

export interface Page<T = unknown> {
  /** Oldest first. */
  messages: Message<T>[];
  /** Whether there are older ones. */
  more: boolean;
}

export interface State {
  /** `waiting` is for the next try. */
  state: 'connecting' | 'open' | 'waiting' | 'refused' | 'closed';
  transport: Transport;
  /** Seconds that the server holds a poll. */
  hold: number;
  /** Milliseconds that the last answer took which need not wait; -1 before the first. */
  latency: number;
  /** The server's node, empty while that is not known. */
  node: string;
  /** Who this is, in canonical form; null while that is not known. */
  user: string | null;
  /** When the next try is due, milliseconds since 1970; 0 if none is planned. */
  retry: number;
  /** What the server has against us. */
  problem: Problem | null;
}

/** What a promise is rejected with: only when the server refuses, or the queue is full or closed. */
export interface HalleyError extends Error {
  code?: string;
  status?: number;
}

/** Each `on` returns what takes the listener off again. */
export interface Channel<T = unknown> extends AsyncIterable<Message<T>> {
  readonly name: string;
  on(event: 'message', listener: (message: Message<T>) => void): () => void;
  on(event: 'gap', listener: (gap: Gap) => void): () => void;
  /** The history that it began with is complete. */
  on(event: 'ready', listener: () => void): () => void;
  /** The server does not let this user read it; it is closed. */
  on(event: 'refused', listener: (problem: Problem) => void): () => void;
  on(event: 'closed', listener: () => void): () => void;
  on(event: 'presence', listener: (message: Message<PresenceEvent>) => void): () => void;
  on(event: 'typing', listener: (message: Message) => void): () => void;
  /** Tried until it is answered; `id` is known at once. */
  publish(data: T): Promise<Receipt> & {readonly id: string};
  /** What has not been answered yet, oldest first. */
  pending(): Pending<T>[];
  history(span?: Span): Promise<Page<T>>;
  close(): void;
}

export interface Client {
  channel<T = unknown>(name: string, options?: ChannelOptions): Channel<T>;
  /** The listener is called at once with the state as it is. */
  on(event: 'state', listener: (state: State) => void): () => void;
  /** Asks the server for something else with this user's token, once: a POST if there is content. */
  request<T = unknown>(path: string, content?: unknown): Promise<T>;
  /** With `forget` the guest's name is given back and what is queued is dropped. */
  close(options?: {forget: boolean}): void;
}

export function connect(options?: Options): Client;

declare const Halley: {connect: typeof connect};
export default Halley;

declare global {
  interface Window {
    /** Where halley.js was loaded as a script. */
    Halley: {connect: typeof connect};
  }
}
