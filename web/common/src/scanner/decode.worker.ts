/** The decoder, off the page's thread. The wasm file is ours: by default the library fetches it from a public CDN. */
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url';

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
    const [code] = await readBarcodes(data.pixels, { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 1 });
    reply(code?.text ? { id: data.id, text: code.text } : { id: data.id });
  } catch {
    reply({ id: data.id, failed: true });
  }
};
