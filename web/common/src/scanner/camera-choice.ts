/**
 * Chooses among several cameras. Pure but for the last two functions. An iPhone lists each lens, and asked for "the one
 * behind" gives the ultra-wide one or a bundle that cannot come near; its plain one reads a code best. Android puts
 * its main camera first, so there the browser's own choice stands.
 */
import type { Camera } from './scanner.ts';

/** `front` looks at the person; `other` where the label does not say. */
export type Facing = 'back' | 'front' | 'other';

export interface NamedCamera extends Camera {
  readonly facing: Facing;
  /** 1, 2 … among those of the same facing; 0 where it is the only one. */
  readonly nth: number;
}

const BACK = /\bback\b|\brear\b|environment|后置|後置|后摄|背面/i;
const FRONT = /\bfront\b|\buser\b|facetime|前置|前摄/i;

export const facingOf = ({ label }: Pick<Camera, 'label'>): Facing =>
  BACK.test(label) ? 'back' : FRONT.test(label) ? 'front' : 'other';

/** Labels such as `camera2 0, facing back` say nothing to people; their facing and a number do. */
export function named(cameras: readonly Camera[]): NamedCamera[] {
  const facings = cameras.map(facingOf);
  return cameras.map((camera, i) => {
    const facing = facings[i] as Facing;
    const isOnly = facings.filter((other) => other === facing).length === 1;
    return { ...camera, facing, nth: isOnly ? 0 : facings.slice(0, i + 1).filter((other) => other === facing).length };
  });
}

/** Safari's plain camera, in the languages our users' phones speak. */
const PLAIN_ON_IOS = /^(back camera|后置相机|后置摄像头|後置相機|後置鏡頭)$/i;

export interface Remembered {
  readonly id: string;
  readonly label: string;
}

/** The camera to change to; undefined where the one that runs is right. */
export function betterThan(
  running: string,
  cameras: readonly Camera[],
  remembered: Remembered | undefined,
): string | undefined {
  // Ids change when site data is cleared; labels stay.
  const chosen =
    cameras.find(({ id }) => id === remembered?.id) ??
    cameras.find(({ label }) => label !== '' && label === remembered?.label) ??
    cameras.find(({ label }) => PLAIN_ON_IOS.test(label));
  return chosen && chosen.id !== '' && chosen.id !== running ? chosen.id : undefined;
}

const KEY = 'liangma.camera';

export function rememberedCamera(): Remembered | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    if (typeof kept !== 'object' || kept === null || !('id' in kept) || !('label' in kept)) return undefined;
    return { id: String(kept.id), label: String(kept.label) };
  } catch {
    return undefined;
  }
}

/** Only what a person chose. */
export function rememberCamera({ id, label }: Camera): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ id, label }));
  } catch (error) {
    console.debug('a private window stores no choice of camera', error);
  }
}
