/** Computes the frame of a camera that looks at a phone in a hand: scene, lens, sensor. */
import { diceOf } from './dice.ts';
import { blurred, smeared } from './lens.ts';
import type { Shot } from './shots.ts';

/** Rows of the code, `1` dark. */
export type Matrix = readonly string[];

/** Places within a pixel from which it takes its light: 3 × 3. */
const SAMPLES = [1 / 6, 3 / 6, 5 / 6].flatMap((dy) => [1 / 6, 3 / 6, 5 / 6].map((dx) => [dx, dy] as const));
/** Modules around the code: quiet zone, then the rim of the phone; above and below, the screen goes on. */
const QUIET = 4;
const RIM = 2.5;
const SCREEN_BEYOND = 26;
/** Light of each, white of the screen being 1. A dark module shines a little. */
const LIGHT = { dark: 0.012, white: 0.95, text: 0.08, rim: 0.02 };

/** Grey levels, row by row. The light is linear until the sensor; there it becomes levels by the power of 1/2.2. */
export function frameOf(shot: Shot, code: Matrix): Uint8ClampedArray {
  const light = sceneOf(shot, code);
  const sharp = shot.smear > 0 ? smeared(light, shot.width, shot.height, shot.smear, shot.smearAngle) : light;
  return developed(blurred(sharp, shot.width, shot.height, shot.blur), shot);
}

function sceneOf(shot: Shot, code: Matrix): Float32Array {
  const { width, height, glare } = shot;
  const size = code.length;
  const dark = Uint8Array.from(code.join(''), (cell) => (cell === '1' ? 1 : 0));
  const [a, b, c, d, e, f, g, h, i] = planeOf(shot, size);
  const light = new Float32Array(width * height);
  const spread = 2 * (shot.glareSize * size) ** 2;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const w = g * x + h * y + i;
      const u = (a * x + b * y + c) / w;
      const v = (d * x + e * y + f) / w;
      let sum = lightAt(u, v, size, dark);
      if (isOnPhone(u, v, size)) {
        sum = 0;
        for (const [dx, dy] of SAMPLES) {
          const ws = w + g * dx + h * dy;
          sum += lightAt((u * w + a * dx + b * dy) / ws, (v * w + d * dx + e * dy) / ws, size, dark);
        }
        sum /= SAMPLES.length;
      }
      const [du, dv] = [u - shot.glareAt[0] * size, v - shot.glareAt[1] * size];
      const veil = glare > 0 ? glare * Math.exp(-(du * du + dv * dv) / spread) : 0;
      light[at] = sum * shadeAt(x / width, y / height, shot.seed) + veil;
    }
  }
  return light;
}

/** With a module to spare. */
const isOnPhone = (u: number, v: number, size: number): boolean =>
  Math.max(-u, u - size) < QUIET + RIM + 1 && Math.max(-v, v - size) < SCREEN_BEYOND + RIM + 1;

/** At a place of the phone's plane, in modules from the corner of the code. */
function lightAt(u: number, v: number, size: number, dark: Uint8Array): number {
  if (u >= 0 && v >= 0 && u < size && v < size)
    return dark[Math.floor(v) * size + Math.floor(u)] ? LIGHT.dark : LIGHT.white;
  const beside = Math.max(-u, u - size);
  const beyond = Math.max(-v, v - size);
  if (beside < QUIET && beyond < QUIET) return LIGHT.white;
  if (beside < QUIET && beyond < SCREEN_BEYOND) {
    // Lines of text above and below the code: words of different lengths.
    const isLine = beyond % 4 > 1 && beyond % 4 < 2.6 && beside < 0;
    return isLine && Math.sin(u * 2.1 + Math.floor(v / 4) * 5) > -0.4 ? LIGHT.text : LIGHT.white;
  }
  if (beside < QUIET + RIM && beyond < SCREEN_BEYOND + RIM) return LIGHT.rim;
  // A room out of focus.
  return 0.22 + 0.1 * Math.sin(u * 0.05 + 1) * Math.cos(v * 0.043) + 0.04 * Math.sin(u * 0.31 + v * 0.23);
}

/** Brighter on one side, darker in the corners. */
function shadeAt(x: number, y: number, seed: number): number {
  const across = seed % 2 === 0 ? x - 0.5 : y - 0.5;
  return 1 + 0.16 * across - 0.18 * ((x - 0.5) ** 2 + (y - 0.5) ** 2);
}

type Nine = readonly [number, number, number, number, number, number, number, number, number];

/** From a pixel to the plane of the phone, as a homography: a pinhole that sees 62° across. */
function planeOf({ width, height, fill, yaw, pitch, roll, offset }: Shot, size: number): Nine {
  const focal = width / 2 / Math.tan((31 * Math.PI) / 180);
  const short = Math.min(width, height);
  const distance = (focal * size) / (fill * short);
  const [sy, cy] = sineAndCosine(yaw);
  const [sp, cp] = sineAndCosine(pitch);
  const [sr, cr] = sineAndCosine(roll);
  // Columns of the rotation roll · pitch · yaw: where the axes of the plane go.
  const across = [cr * cy - sr * sp * sy, sr * cy + cr * sp * sy, -cp * sy] as const;
  const down = [-sr * cp, cr * cp, sp] as const;
  const half = size / 2;
  const centre = [(offset[0] * short * distance) / focal, (offset[1] * short * distance) / focal, distance] as const;
  const corner = [0, 1, 2].map((k) => {
    const [x, y, z] = [across[k] as number, down[k] as number, centre[k] as number];
    return z - half * x - half * y;
  }) as [number, number, number];
  const project = ([x, y, z]: readonly [number, number, number]) =>
    [focal * x + (width / 2) * z, focal * y + (height / 2) * z, z] as const;
  const [p, q, r] = [project(across), project(down), project(corner)];
  return inverse([p[0], q[0], r[0], p[1], q[1], r[1], p[2], q[2], r[2]]);
}

function sineAndCosine(degrees: number): readonly [number, number] {
  const radians = (degrees * Math.PI) / 180;
  return [Math.sin(radians), Math.cos(radians)];
}

/** But for a factor, which a homography does not have. */
function inverse([a, b, c, d, e, f, g, h, i]: Nine): Nine {
  return [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
}

/** The sensor: stripes, saturation, levels, noise. */
function developed(light: Float32Array, shot: Shot): Uint8ClampedArray {
  const { width, black, white, moire } = shot;
  const dice = diceOf(shot.seed + 1);
  const angle = dice.between(0, Math.PI);
  const kx = (Math.cos(angle) * 2 * Math.PI) / shot.moirePeriod;
  const ky = (Math.sin(angle) * 2 * Math.PI) / shot.moirePeriod;
  const grains = Float32Array.from({ length: GRAINS }, () => shot.noise * dice.normal());
  const grey = new Uint8ClampedArray(light.length);
  for (let at = 0; at < light.length; at++) {
    let value = light[at] as number;
    if (moire > 0) {
      const x = at % width;
      const y = (at - x) / width;
      // Two gratings that meet: the stripes drift over the picture.
      value *= 1 + moire * Math.sin(kx * x + ky * y) * (0.6 + 0.4 * Math.sin(0.13 * ky * x - 0.11 * kx * y));
    }
    const level = LEVELS[Math.min(STEPS, Math.round(value * STEPS))] as number;
    grey[at] = black + (white - black) * level + (grains[Math.floor(dice.next() * GRAINS)] as number);
  }
  return grey;
}

/** Normal values to draw from, since making one takes longer than all else. */
const GRAINS = 1 << 16;
/** The power of 1/2.2 of 0, 1/STEPS … 1. */
const STEPS = 1 << 14;
const LEVELS = Float32Array.from({ length: STEPS + 1 }, (_, k) => (k / STEPS) ** (1 / 2.2));
