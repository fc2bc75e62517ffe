/** A request of a page as the simulated server hears it, and its answer. */

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
  /** So many bytes of the body arrive, then the connection breaks. */
  readonly tornAfter?: number;
}

export interface Answer {
  /** The version of the protocol that the server speaks. */
  readonly speaks?: number;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}
