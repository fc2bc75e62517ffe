/** The decoder, off the page's thread. The wasm file is ours: by default the library fetches it from a public CDN. */
import { prepareZXingModule } from 'zxing-wasm/reader';
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { readPixels } from './read-pixels.ts';

export type DecodeRequest = { readonly id: number; readonly pixels: ImageData } | { readonly id: number };
export interface DecodeReply {
  readonly id: number;
  /** Undefined where no code is found. */
  readonly text?: string;
  readonly failed?: true;
}

const ready = prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });

const reply = (message: DecodeReply) => self.postMessage(message);

self.onmessage = async ({ data }: MessageEvent<DecodeRequest>) => {
  try {
    await ready;
    if (!('pixels' in data)) return reply({ id: data.id });
    const text = await readPixels(data.pixels);
    reply(text ? { id: data.id, text } : { id: data.id });
  } catch {
    reply({ id: data.id, failed: true });
  }
};
