/** Reads glyphs with their places out of PDFs that Chromium made (ISO 32000-1), so that tests can count characters and lines. */
import { inflateSync } from 'node:zlib';

export interface Glyph {
  readonly text: string;
  /** Begin of its base line, points from the left and from the lower edge of the page. */
  readonly x: number;
  readonly y: number;
  /** Points. */
  readonly size: number;
}

/** Glyphs of each page in the order of the file. */
export function glyphsOf(pdf: Uint8Array): Glyph[][] {
  const file = objectsOf(Buffer.from(pdf));
  const pages = [...file.values()].filter(({ head }) => /\/Type \/Page\b/.test(head));
  return pages.map(({ head }) => {
    const fonts = new Map(
      [...(/\/Font <<([^>]*)>>/.exec(head)?.[1] ?? '').matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, id]) => {
        const map = /\/ToUnicode (\d+) 0 R/.exec(file.get(id as string)?.head ?? '')?.[1];
        return [name as string, charactersOf(file.get(map ?? '')?.stream ?? '')];
      }),
    );
    const content = /\/Contents (\d+) 0 R/.exec(head)?.[1] ?? '';
    return drawn(file.get(content)?.stream ?? '', fonts);
  });
}

/** Text of a page as `plain` writes it. */
export const textOf = (glyphs: readonly Glyph[]): string => plain(glyphs.map(({ text }) => text).join(''));

/** Text without blanks and widths. A font names some characters as the radicals that look the same. */
export const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[\u2e80-\u2eff]/g, (radical) => RADICALS[radical] ?? radical);

const RADICALS: Readonly<Record<string, string>> = Object.fromEntries(
  '⺟母 ⺠民 ⻄西 ⻅见 ⻆角 ⻉贝 ⻋车 ⻓长 ⻔门 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻢马 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻬齐 ⻮齿 ⻰龙 ⻳龟'
    .split(' ')
    .map((pair) => [...pair]),
);

interface PdfObject {
  readonly head: string;
  readonly stream: string;
}

function objectsOf(bytes: Buffer): Map<string, PdfObject> {
  const text = bytes.toString('latin1');
  const found = new Map<string, PdfObject>();
  for (const match of text.matchAll(/(\d+) 0 obj\r?\n?/g)) {
    const begin = match.index + match[0].length;
    const end = text.indexOf('endobj', begin);
    const at = text.indexOf(' stream\n', begin);
    const head = text.slice(begin, at >= 0 && at < end ? at : end);
    const length = Number(/\/Length (\d+)/.exec(head)?.[1]);
    const raw = at >= 0 && at < end ? bytes.subarray(at + 8, at + 8 + length) : undefined;
    const stream = raw && /\/FlateDecode/.test(head) ? inflateSync(raw) : raw;
    found.set(match[1] as string, { head, stream: stream?.toString('latin1') ?? '' });
  }
  return found;
}

/** 9.10.3: which characters a code of a font stands for. */
function charactersOf(map: string): Map<number, string> {
  const found = new Map<number, string>();
  const say = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');
  for (const [, rows] of map.matchAll(/beginbfchar\n([\s\S]*?)endbfchar/g))
    for (const [, code, hex] of (rows as string).matchAll(/<(\w+)> <(\w+)>/g))
      found.set(Number.parseInt(code as string, 16), say(hex as string));
  for (const [, rows] of map.matchAll(/beginbfrange\n([\s\S]*?)endbfrange/g))
    for (const [, first, last, hex] of (rows as string).matchAll(/<(\w+)> <(\w+)> <(\w+)>/g)) {
      const [from, to, start] = [first, last, hex].map((one) => Number.parseInt(one as string, 16)) as [
        number,
        number,
        number,
      ];
      for (let code = from; code <= to; code++) found.set(code, String.fromCharCode(start + code - from));
    }
  return found;
}

type Matrix = readonly [number, number, number, number, number, number];
const times = ([a, b, c, d, e, f]: Matrix, [A, B, C, D, E, F]: Matrix): Matrix => [
  a * A + b * C,
  a * B + b * D,
  c * A + d * C,
  c * B + d * D,
  e * A + f * C + E,
  e * B + f * D + F,
];

/** 8.4.4 and 9.4: the operators that move, choose a font or show text. */
const OPERATOR = /<([0-9A-F]*)> Tj|\/(F\d+) ([\d.]+) Tf|((?:-?[\d.]+ )+)(cm|Tm|Td)\b|(?<![\w/])(q|Q|BT)(?!\w)/g;

function drawn(content: string, fonts: ReadonlyMap<string, ReadonlyMap<number, string>>): Glyph[] {
  const glyphs: Glyph[] = [];
  const kept: Matrix[] = [];
  let view: Matrix = [1, 0, 0, 1, 0, 0];
  let line: Matrix = view;
  let font: ReadonlyMap<number, string> = new Map();
  let size = 0;
  for (const [, codes, name, points, numbers = '', move, word] of content.matchAll(OPERATOR)) {
    const given = numbers.trim().split(' ').map(Number);
    if (word === 'q') kept.push(view);
    else if (word === 'Q') view = kept.pop() ?? view;
    else if (word === 'BT') line = [1, 0, 0, 1, 0, 0];
    else if (move === 'cm') view = times(given as unknown as Matrix, view);
    else if (move === 'Tm') line = given as unknown as Matrix;
    else if (move === 'Td') line = times([1, 0, 0, 1, given[0] ?? 0, given[1] ?? 0], line);
    else if (name !== undefined) [font, size] = [fonts.get(name) ?? new Map(), Number(points)];
    else if (codes !== undefined) {
      const [a, , , , x, y] = times(line, view);
      const text = (codes.match(/../g) ?? []).map((code) => font.get(Number.parseInt(code, 16)) ?? '').join('');
      glyphs.push({ text, x, y, size: size * a });
    }
  }
  return glyphs;
}
