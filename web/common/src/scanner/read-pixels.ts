/** The decoder, once it is ready: as the worker runs it. */
import { type ReaderOptions, readBarcodes } from 'zxing-wasm/reader';
import { clarify } from './clarify.ts';

/** Model 2 alone: `QRCode` takes in Micro QR and rMQR too, which a noisy frame can seem to hold. */
const PLAIN: ReaderOptions = { formats: ['QRCodeModel2'], tryHarder: true, tryInvert: false, maxNumberOfSymbols: 1 };
/** Light on dark as well: some browsers turn the colours of every page at night. */
const CLEARED: ReaderOptions = { ...PLAIN, tryInvert: true };

/** The text of the code; undefined where none is found. To be `thorough` takes longer, and changes the pixels. */
export async function readPixels(pixels: ImageData, thorough: boolean): Promise<string | undefined> {
  const [plain] = await readBarcodes(pixels, PLAIN);
  if (plain?.text || !thorough) return plain?.text || undefined;
  clarify(pixels);
  const [cleared] = await readBarcodes(pixels, CLEARED);
  return cleared?.text || undefined;
}
