/** Storage that the browser grants the app (`quota`), and the part in use. Bytes. */
export interface Room {
  readonly used: number;
  readonly quota: number;
}

/** A record with its photos needs at most this many bytes (records/photo.ts), including a small reserve. */
const LEFT = 50_000_000;
const PART = 0.8;

/** [APP-2] Nearly full: there is still time to send what is here and to make room. */
export const isScarce = ({ used, quota }: Room): boolean => used >= PART * quota || quota - used < LEFT;
