/** The two clocks of a step: the device's, and the server's when it arrived. */
import { dayOf, MINUTE } from '@liangma/shared/kernel/instant';
import type { TraceStep } from '@liangma/shared/supervision/trace';

/** A step that took longer than this to arrive was taken without network. */
const IN_TOUCH = 2 * MINUTE;

export const takenOffline = ({ at, receivedAt }: Pick<TraceStep, 'at' | 'receivedAt'>): boolean =>
  receivedAt !== null && receivedAt - at > IN_TOUCH;

/** Also where the device's clock ran ahead, so that it arrived before it happened. */
export const clocksDiffer = ({ at, receivedAt }: Pick<TraceStep, 'at' | 'receivedAt'>): boolean =>
  receivedAt !== null && Math.abs(receivedAt - at) > IN_TOUCH;

export const sameDay = (a: number, b: number): boolean => dayOf(a) === dayOf(b);
