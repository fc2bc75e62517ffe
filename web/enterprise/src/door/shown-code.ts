/** A code at the door with the verdict of this phone. */
import type { Reason, Verdict } from '@liangma/shared/task-code/verify';
import type { Obstacle } from '@liangma/web-common/words/verdict/reason-words';

export type Channel = 'camera' | 'link';

export interface ShownCode extends Omit<Verdict, 'reasons'> {
  readonly reasons: readonly (Reason | Obstacle)[];
  /** The whole text of the QR. */
  readonly text: string;
  readonly channel: Channel;
  /** When this browser first saw it, ms. */
  readonly seenAt: number;
  /** The grant's officer and agency, for a code that a device issued itself. */
  readonly onSite?: string;
}
