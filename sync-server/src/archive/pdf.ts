/** The few facts of a PDF that the archive needs, read from its objects (ISO 32000-1). Written for PDFs of Chromium, which leave them plain. */
import type { Instant } from '@liangma/shared/kernel/instant';
import { err, ok, type Result } from '@liangma/shared/kernel/result';

export interface SettledPdf {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly pages: number;
}

/** `not-drawn`: the page did not take its title, so that it shows no document. */
export type PdfTrouble = 'not-a-pdf' | 'not-drawn' | 'no-date';

/**
 * Checks that a PDF shows the document of this title, and gives it the date of the decision instead of the date of printing: the same
 * document has the same bytes, whenever it is printed.
 */
export function settlePdf(printed: Uint8Array, title: string, at: Instant): Result<SettledPdf, PdfTrouble> {
  const text = Buffer.from(printed).toString('latin1');
  const pages = Math.max(0, ...[...text.matchAll(/\/Type\s*\/Pages\b[^>]*?\/Count (\d+)/g)].map(([, n]) => Number(n)));
  if (!text.startsWith('%PDF-') || pages === 0) return err('not-a-pdf');
  if (!text.includes(titleEntry(title))) return err('not-drawn');
  const settled = text.replace(DATES, (_, entry: string) => `${entry}${digitsOf(at)}`);
  if (settled === text && !text.includes(digitsOf(at))) return err('no-date');
  return ok({ bytes: Uint8Array.from(Buffer.from(settled, 'latin1')), pages });
}

/** 14.3.3 and 7.9.4: `(D:20261201043000+00'00')`. The length stays, because the table of objects counts bytes. */
const DATES = /(\/(?:CreationDate|ModDate) \(D:)\d{14}/g;

const digitsOf = (at: Instant): string => new Date(at).toISOString().replace(/\D/g, '').slice(0, 14);

/** 7.9.2.2: a text string beyond ASCII is UTF-16BE behind a byte order mark; Chromium writes it in hexadecimal. */
const titleEntry = (title: string): string =>
  `/Title <FEFF${[...Buffer.from(title, 'utf16le').swap16()].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('')}>`;
