/** Blur of lens and hand over linear light. */

/** Gaussian, rows then columns. */
export function blurred(light: Float32Array, width: number, height: number, sigma: number): Float32Array {
  const reach = Math.ceil(3 * sigma);
  const weights = Float32Array.from({ length: 2 * reach + 1 }, (_, k) =>
    Math.exp(-((k - reach) ** 2) / (2 * sigma ** 2)),
  );
  const total = weights.reduce((sum, w) => sum + w, 0);
  const kernel = weights.map((w) => w / total);
  const rows = convolved(light, kernel, width, height, 1, width);
  return convolved(rows, kernel, height, width, width, 1);
}

/** Along lines of `length` cells that lie `step` apart; the next line begins `next` further. Edges repeat. */
function convolved(
  from: Float32Array,
  kernel: Float32Array,
  length: number,
  lines: number,
  step: number,
  next: number,
): Float32Array {
  const to = new Float32Array(from.length);
  const reach = (kernel.length - 1) / 2;
  const line = new Float32Array(length + 2 * reach);
  for (let l = 0; l < lines; l++) {
    for (let at = -reach; at < length + reach; at++)
      line[at + reach] = from[l * next + Math.min(length - 1, Math.max(0, at)) * step] as number;
    for (let at = 0; at < length; at++) {
      let sum = 0;
      for (let k = 0; k < kernel.length; k++) sum += (kernel[k] as number) * (line[at + k] as number);
      to[l * next + at * step] = sum;
    }
  }
  return to;
}

/** A straight movement while the shutter is open. */
export function smeared(
  light: Float32Array,
  width: number,
  height: number,
  length: number,
  degrees: number,
): Float32Array {
  const steps = Math.max(2, Math.ceil(length * 2));
  const radians = (degrees * Math.PI) / 180;
  const to = new Float32Array(light.length);
  for (let s = 0; s < steps; s++) {
    const way = (s / (steps - 1) - 0.5) * length;
    addShifted(to, light, width, height, way * Math.cos(radians), way * Math.sin(radians), 1 / steps);
  }
  return to;
}

/** Between pixels, the four around are mixed. */
function addShifted(
  to: Float32Array,
  from: Float32Array,
  width: number,
  height: number,
  dx: number,
  dy: number,
  weight: number,
): void {
  const [ix, iy] = [Math.floor(dx), Math.floor(dy)];
  const [fx, fy] = [dx - ix, dy - iy];
  const column = (x: number) => Math.min(width - 1, Math.max(0, x));
  const row = (y: number) => Math.min(height - 1, Math.max(0, y)) * width;
  for (let y = 0; y < height; y++) {
    const [upper, lower] = [row(y + iy), row(y + iy + 1)];
    for (let x = 0; x < width; x++) {
      const [left, right] = [column(x + ix), column(x + ix + 1)];
      const top = (from[upper + left] as number) * (1 - fx) + (from[upper + right] as number) * fx;
      const bottom = (from[lower + left] as number) * (1 - fx) + (from[lower + right] as number) * fx;
      const at = y * width + x;
      to[at] = (to[at] as number) + weight * (top * (1 - fy) + bottom * fy);
    }
  }
}
