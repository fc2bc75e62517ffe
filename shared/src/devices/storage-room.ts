/** How much room a browser gives the app, and how much of it is taken. Bytes. */
export interface Room {
  readonly used: number;
  readonly quota: number;
}

/** What a record with its photos needs at most (records/photo.ts), and a little. */
const LEFT = 50_000_000;
const PART = 0.8;

/** [APP-2] Nearly full: there is still time to send what is here and to make room. */
export const isScarce = ({ used, quota }: Room): boolean => used >= PART * quota || quota - used < LEFT;
