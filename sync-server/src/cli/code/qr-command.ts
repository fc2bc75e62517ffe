/** `liangma code qr`: the picture of a code, in the terminal or as SVG or PNG. */
import { writeFile } from 'node:fs/promises';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { QR_CEILING, qrSegments } from '@liangma/shared/task-code/qr-segments';
import { create, type QRCode, toString as render, toFile } from 'qrcode';
import type { Output } from './verify-command.ts';

export interface CodeQr {
  readonly version: number;
  readonly level: 'M' | 'L';
  readonly code: QRCode;
}

export function qrOf(text: string): CodeQr {
  const medium = create(qrSegments(text), { errorCorrectionLevel: 'M' });
  if (medium.version <= QR_CEILING) return { version: medium.version, level: 'M', code: medium };
  const low = create(qrSegments(text), { errorCorrectionLevel: 'L' });
  return { version: low.version, level: 'L', code: low };
}

export async function qrCommand(text: string, out: string | undefined, json: boolean): Promise<Result<Output, string>> {
  const { version, level, code } = qrOf(text);
  const options = { errorCorrectionLevel: level, margin: 4 } as const;
  const segments = qrSegments(text);
  if (out !== undefined) {
    const written = await write(out, segments, options);
    if (!written.ok) return written;
  }
  if (json) return ok({ exit: 0, lines: [JSON.stringify({ version, level, modules: code.modules.size, out })] });
  const line = `QR ${version}-${level}, ${code.modules.size} × ${code.modules.size}`;
  if (out !== undefined) return ok({ exit: 0, lines: [`${line} → ${out}`] });
  return ok({ exit: 0, lines: [await render(segments, { ...options, type: 'utf8' }), line] });
}

async function write(
  out: string,
  segments: ReturnType<typeof qrSegments>,
  options: { errorCorrectionLevel: 'M' | 'L'; margin: number },
): Promise<Result<true, string>> {
  const type = /\.(svg|png)$/.exec(out)?.[1];
  if (type === undefined) return err('--out 应以 .svg 或 .png 结尾。 --out must end in .svg or .png.');
  try {
    if (type === 'svg') await writeFile(out, await render(segments, { ...options, type: 'svg' }));
    else await toFile(out, segments, { ...options, type: 'png', scale: 8 });
    return ok(true);
  } catch {
    return err(`写不了文件：${out}。 The file cannot be written: ${out}.`);
  }
}
