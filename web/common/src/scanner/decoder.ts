/** The worker as a function. */
import type { DecodeReply, DecodeRequest } from './decode.worker.ts';
import DecodeWorker from './decode.worker.ts?worker';

export interface Decoder {
  /** Takes the pixels away. */
  decode(pixels: ImageData, thorough: boolean): Promise<string | undefined>;
}

/** ms to load and compile the decoder, above which the other adapter is tried. */
const READY_WITHIN = 20_000;

/** Undefined where the worker or the wasm does not come up. */
export async function startDecoder(): Promise<Decoder | undefined> {
  const waiting = new Map<number, (reply: DecodeReply) => void>();
  let last = 0;
  let worker: Worker;
  try {
    worker = new DecodeWorker();
  } catch {
    return undefined;
  }
  const failAll = () => {
    for (const [id, resolve] of waiting) resolve({ id, failed: true });
    waiting.clear();
  };
  worker.onerror = failAll;
  worker.onmessage = ({ data }: MessageEvent<DecodeReply>) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  };
  const ask = (what: Omit<DecodeRequest, 'id'> = {}): Promise<DecodeReply> =>
    new Promise((resolve) => {
      const id = ++last;
      waiting.set(id, resolve);
      const request: DecodeRequest = { id, ...what };
      worker.postMessage(request, what.pixels ? [what.pixels.data.buffer] : []);
    });
  const timer = setTimeout(failAll, READY_WITHIN);
  const first = await ask();
  clearTimeout(timer);
  if (!first.failed) return { decode: async (pixels, thorough) => (await ask({ pixels, thorough })).text };
  worker.terminate();
  return undefined;
}
