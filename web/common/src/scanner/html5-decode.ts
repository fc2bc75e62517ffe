/** Decodes a canvas as html5-qrcode does with its own zxing-js alone. The bench compares with it. */
import { Html5QrcodeSupportedFormats } from 'html5-qrcode/esm/core.js';
import { ZXingHtml5QrcodeDecoder } from 'html5-qrcode/esm/zxing-html5-qrcode-decoder.js';

const silent = { log() {}, warn() {}, logError() {}, logErrors() {} };
const decoder = new ZXingHtml5QrcodeDecoder([Html5QrcodeSupportedFormats.QR_CODE], false, silent);

export async function decodeAsHtml5Qrcode(canvas: HTMLCanvasElement): Promise<string | undefined> {
  try {
    return (await decoder.decodeAsync(canvas)).text;
  } catch {
    return undefined;
  }
}
