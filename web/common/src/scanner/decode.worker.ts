/** The decoder, off the page's thread. The wasm file is ours: by default the library fetches it from a public CDN. */
import './has-own.ts';
import { prepareZXingModule } from 'zxing-wasm/reader';
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { readPixels } from './read-pixels.ts';

export interface DecodeRequest {
  readonly id: number;
  /** Absent to ask whether the decoder is ready. */
  readonly pixels?: ImageData;
  readonly thorough?: boolean;
}
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
    if (!data.pixels) return reply({ id: data.id });
    const text = await readPixels(data.pixels, data.thorough === true);
    reply(text ? { id: data.id, text } : { id: data.id });
  } catch {
    reply({ id: data.id, failed: true });
  }
};
