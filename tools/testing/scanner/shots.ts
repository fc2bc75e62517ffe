/**
 * The distortion of a code by a camera, as numbers. `plain` is the frame of a phone in a hand in that condition; `hard` is the
 * set by which decoders were first chosen: noise as strong as there, the rest set so that the decoder of that time reads
 * as few.
 */
import { type Dice, diceOf } from './dice.ts';

export const CONDITIONS = [
  'clean',
  'perspective',
  'rotation',
  'defocus',
  'motion',
  'noise',
  'low light',
  'glare',
  'moiré',
  'small',
  'combination',
] as const;
export type Condition = (typeof CONDITIONS)[number];
export const SETS = ['plain', 'hard'] as const;
export type SetName = (typeof SETS)[number];

/** A frame to compute. Pixels are those of the frame, grey levels 0–255. */
export interface Shot {
  readonly width: number;
  readonly height: number;
  /** Side of the code without quiet zone, as part of the frame's short side. */
  readonly fill: number;
  /** Degrees: screen turned away from the camera around the vertical and the horizontal, and in the picture. */
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
  /** Centre of the code off the frame's centre, as part of the short side. */
  readonly offset: readonly [number, number];
  /** σ of lens and focus, px. */
  readonly blur: number;
  /** Length of the smear, px, and its direction, degrees. */
  readonly smear: number;
  readonly smearAngle: number;
  /** σ, grey levels. */
  readonly noise: number;
  /** Grey levels of black and of white. */
  readonly black: number;
  readonly white: number;
  /** Light added on the screen at the middle of the reflection, white being 1; its σ and place as parts of the code. */
  readonly glare: number;
  readonly glareSize: number;
  readonly glareAt: readonly [number, number];
  /** Stripes: part of the light, and their distance, px. */
  readonly moire: number;
  readonly moirePeriod: number;
  readonly seed: number;
}

export const FRAME_SIZES = [
  [1280, 720],
  [640, 480],
] as const;
export type FrameSize = (typeof FRAME_SIZES)[number];

type Range = readonly [least: number, most: number];
type Strength = Partial<Record<'tilt' | 'roll' | 'blur' | 'smear' | 'noise' | 'white' | 'fill', Range>> & {
  readonly glare?: Range;
  readonly moire?: Range;
};

/** A hand that means well: a little turned, a little off, a lens that is sharp but no more than that. */
const ALWAYS: Strength = {
  tilt: [0, 8],
  roll: [-5, 5],
  fill: [0.55, 0.7],
  blur: [0.5, 0.7],
  noise: [1.5, 3],
  white: [205, 240],
};

/** Blur and smear in px of a 1280-wide frame; a frame half as wide gets half, being the same picture. */
const PLAIN: Record<Condition, Strength> = {
  clean: {},
  perspective: { tilt: [20, 40] },
  rotation: { roll: [10, 180], fill: [0.5, 0.6] },
  defocus: { blur: [1.6, 2.4] },
  motion: { smear: [5, 9] },
  noise: { noise: [7, 13] },
  'low light': { white: [50, 75], noise: [5, 8], smear: [1, 3] },
  glare: { glare: [0.7, 1.2] },
  moiré: { moire: [0.12, 0.22] },
  small: { fill: [0.36, 0.45] },
  combination: { tilt: [12, 28], blur: [1, 1.5], noise: [5, 9], white: [100, 140], smear: [1, 3] },
};

/** Blur and smear in px of the frame, however wide. */
const HARD: Record<Condition, Strength> = {
  clean: {},
  perspective: { tilt: [30, 45] },
  rotation: { roll: [10, 180], fill: [0.5, 0.6] },
  defocus: { blur: [1.5, 2.2] },
  motion: { smear: [6, 9] },
  noise: { noise: [16, 30] },
  'low light': { white: [36, 56], noise: [7, 11], smear: [1, 3] },
  glare: { glare: [1, 1.6] },
  moiré: { moire: [0.35, 0.5] },
  small: { fill: [0.32, 0.4] },
  combination: { tilt: [20, 32], blur: [1.1, 1.5], noise: [9, 14], white: [90, 130], smear: [1, 3] },
};

export function shotOf(set: SetName, condition: Condition, [width, height]: FrameSize, seed: number): Shot {
  const strength: Readonly<Record<string, Range | undefined>> = {
    ...ALWAYS,
    ...(set === 'plain' ? PLAIN : HARD)[condition],
  };
  const dice = diceOf(seed);
  const pick = (name: string, none = 0) => {
    const range = strength[name];
    return range ? dice.between(...range) : none;
  };
  const scale = set === 'plain' ? width / 1280 : 1;
  const tilt = pick('tilt');
  const towards = dice.between(0, 2 * Math.PI);
  return {
    width,
    height,
    seed,
    fill: pick('fill'),
    yaw: tilt * Math.cos(towards),
    pitch: tilt * Math.sin(towards),
    roll: pick('roll'),
    offset: [dice.between(-0.06, 0.06), dice.between(-0.06, 0.06)],
    // The lens itself is never better than half a pixel.
    blur: Math.max(0.5, pick('blur') * (condition === 'defocus' || condition === 'combination' ? scale : 1)),
    smear: pick('smear') * scale,
    smearAngle: dice.between(0, 180),
    noise: pick('noise'),
    black: dice.between(8, 16),
    white: pick('white'),
    glare: pick('glare'),
    glareSize: dice.between(0.12, 0.2),
    glareAt: glareIn(dice),
    moire: pick('moire'),
    moirePeriod: dice.between(3, 7),
  };
}

const glareIn = (dice: Dice): readonly [number, number] => [dice.between(0.2, 0.8), dice.between(0.2, 0.8)];
