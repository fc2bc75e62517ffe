/** How a frame is read, in the worker and in the bench alike: as it is, and if that gives nothing, made clearer. */
import { type ReaderOptions, readBarcodes } from 'zxing-wasm/reader';
import { clarify } from './clarify.ts';

/** Model 2 alone: `QRCode` takes in Micro QR and rMQR too, which a noisy frame can seem to hold. */
const PLAIN: ReaderOptions = { formats: ['QRCodeModel2'], tryHarder: true, tryInvert: false, maxNumberOfSymbols: 1 };
/** Light on dark as well: some browsers turn the colours of every page at night. */
const CLARIFIED: ReaderOptions = { ...PLAIN, tryInvert: true };

/** The text of the code; undefined where none is found. Changes the pixels. */
export async function readPixels(pixels: ImageData): Promise<string | undefined> {
  const [plain] = await readBarcodes(pixels, PLAIN);
  if (plain?.text) return plain.text;
  clarify(pixels);
  const [clarified] = await readBarcodes(pixels, CLARIFIED);
  return clarified?.text || undefined;
}
