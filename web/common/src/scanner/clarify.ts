/**
 * Makes a poor frame readable: noise is smoothed, each pixel is compared with the mean around it, and what is left
 * fills the whole range. Out-of-focus modules part, a reflection and the dark lose their hold. One pass in whole
 * numbers: it runs on phones ten times a second.
 */

/** px around a pixel that its neighbourhood reaches: a little more than a module of a code that fills the frame. */
const REACH = 7;
const SIDE = 2 * REACH + 1;
const AREA = SIDE * SIDE;
/** Factor by which the difference from the neighbourhood is added. */
const GAIN = 2;
/** Standard deviations from the mean that the range of grey levels takes in. */
const SPREAD = 2.2;
/** Every so many pixels are enough to know mean and deviation. */
const SAMPLE = 7;

/** In place; grey afterwards. */
export function clarify({ data, width, height }: ImageData): void {
  const soft = smoothed(greyOf(data), width, height);
  spread(contrasted(soft, width, height), data);
}

/** ITU-R BT.601, eight bits. */
function greyOf(data: Uint8ClampedArray): Uint8Array {
  const grey = new Uint8Array(data.length / 4);
  for (let at = 0, from = 0; at < grey.length; at++, from += 4)
    grey[at] = (77 * (data[from] as number) + 150 * (data[from + 1] as number) + 29 * (data[from + 2] as number)) >> 8;
  return grey;
}

/** By 1 2 1 each way, times 16: the four bits more are what a dark frame has to offer. */
function smoothed(grey: Uint8Array, width: number, height: number): Uint16Array {
  const soft = new Uint16Array(grey.length);
  const column = new Uint16Array(width + 2);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    const above = y > 0 ? row - width : row;
    const below = y < height - 1 ? row + width : row;
    for (let x = 0; x < width; x++)
      column[x + 1] = (grey[above + x] as number) + 2 * (grey[row + x] as number) + (grey[below + x] as number);
    column[0] = column[1] as number;
    column[width + 1] = column[width] as number;
    for (let x = 0; x < width; x++)
      soft[row + x] = (column[x] as number) + 2 * (column[x + 1] as number) + (column[x + 2] as number);
  }
  return soft;
}

/** The neighbourhood is a square of SIDE pixels, summed up as it moves along. Edges repeat. */
function contrasted(soft: Uint16Array, width: number, height: number): Int32Array {
  const strong = new Int32Array(soft.length);
  const columns = new Int32Array(width + 2 * REACH);
  const rowAt = (y: number) => Math.min(height - 1, Math.max(0, y)) * width;
  const addRow = (row: number, sign: 1 | -1) => {
    for (let x = 0; x < width; x++)
      columns[x + REACH] = (columns[x + REACH] as number) + sign * (soft[row + x] as number);
  };
  for (let y = -REACH; y < REACH; y++) addRow(rowAt(y), 1);
  for (let y = 0; y < height; y++) {
    addRow(rowAt(y + REACH), 1);
    columns.fill(columns[REACH] as number, 0, REACH);
    columns.fill(columns[width + REACH - 1] as number, width + REACH);
    let sum = 0;
    for (let x = 0; x < SIDE - 1; x++) sum += columns[x] as number;
    for (let x = 0, at = y * width; x < width; x++, at++) {
      sum += columns[x + SIDE - 1] as number;
      const here = soft[at] as number;
      strong[at] = here + GAIN * (here - ((sum / AREA) | 0));
      sum -= columns[x] as number;
    }
    addRow(rowAt(y - REACH), -1);
  }
  return strong;
}

function spread(strong: Int32Array, data: Uint8ClampedArray): void {
  let [sum, squares] = [0, 0];
  for (let at = 0; at < strong.length; at += SAMPLE) {
    const value = strong[at] as number;
    sum += value;
    squares += value * value;
  }
  const count = Math.ceil(strong.length / SAMPLE);
  const mean = sum / count;
  const deviation = Math.sqrt(Math.max(0, squares / count - mean * mean));
  const scale = deviation > 0 ? 127 / (SPREAD * deviation) : 0;
  const pixels = new Uint32Array(data.buffer, data.byteOffset, strong.length);
  for (let at = 0; at < strong.length; at++) {
    const level = 128 + ((strong[at] as number) - mean) * scale;
    const grey = level < 0 ? 0 : level > 255 ? 255 : level | 0;
    // Opaque grey; the last byte is the highest on every machine that has a browser.
    pixels[at] = (0xff000000 | (grey * 0x010101)) >>> 0;
  }
}
