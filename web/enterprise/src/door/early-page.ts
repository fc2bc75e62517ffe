/** The head of the page leaves this for the door: the reader of addresses, and the first answer on its way. */
export interface Early {
  readonly trustAddress: (text: string) => string;
  readonly address: string;
  /** Gone once it is taken. */
  answer: Promise<Response> | undefined;
}

/** Undefined in tests of single modules. */
export const earlyPage = (): Early | undefined => (globalThis as { early?: Early }).early;
