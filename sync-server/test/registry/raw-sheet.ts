/** XLSX files written by hand, for what no spreadsheet writes. */
import { crc32, deflateRawSync } from 'node:zlib';

/** A zip of deflated entries. `stated` is the unpacked size that it claims, the true one if absent. */
export function zipOf(files: Readonly<Record<string, string | Buffer>>, stated?: number): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of Object.entries(files)) {
    const data = Buffer.from(content);
    const [name, packed] = [Buffer.from(path), deflateRawSync(data)];
    const local = Buffer.alloc(30);
    const central = Buffer.alloc(46);
    for (const [bytes, sign, at] of [
      [local, 0x04034b50, 4],
      [central, 0x02014b50, 6],
    ] as const) {
      bytes.writeUInt32LE(sign);
      bytes.writeUInt16LE(8, at + 4);
      bytes.writeUInt32LE(crc32(data), at + 10);
      bytes.writeUInt32LE(packed.length, at + 14);
      bytes.writeUInt32LE(stated ?? data.length, at + 18);
      bytes.writeUInt16LE(name.length, at + 22);
    }
    central.writeUInt32LE(offset, 42);
    bodies.push(local, name, packed);
    directory.push(central, name);
    offset += local.length + name.length + packed.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(directory.length / 2, 8);
  end.writeUInt16LE(directory.length / 2, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, central, end]);
}

interface RawSheet {
  /** XML of the rows. */
  readonly rows: string;
  readonly isHidden?: boolean;
}

const OPEN = 'http://schemas.openxmlformats.org';
const MAIN = `${OPEN}/spreadsheetml/2006/main`;
const DOCUMENT = `${OPEN}/officeDocument/2006/relationships`;
const PACKAGE = `${OPEN}/package/2006`;

export function workbookOf(...sheets: readonly RawSheet[]): Buffer {
  const tags = sheets.map(
    ({ isHidden }, i) =>
      `<sheet name="s${i}" sheetId="${i + 1}"${isHidden ? ' state="hidden"' : ''} r:id="rId${i + 1}"/>`,
  );
  const relations = sheets.map(
    (_, i) => `<Relationship Id="rId${i + 1}" Type="${DOCUMENT}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  );
  return zipOf({
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets>${tags.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships">${relations.join('')}</Relationships>`,
    ...Object.fromEntries(
      sheets.map(({ rows }, i) => [
        `xl/worksheets/sheet${i + 1}.xml`,
        `<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`,
      ]),
    ),
  });
}

/** A row of texts. A cell that begins with `<` is XML of its own. */
export const rawRow = (line: number, cells: readonly string[]): string => {
  const parts = cells.map((cell, i) => {
    const place = `${String.fromCharCode(65 + i)}${line}`;
    return cell.startsWith('<')
      ? cell.replaceAll('PLACE', place)
      : `<c r="${place}" t="inlineStr"><is><t>${cell}</t></is></c>`;
  });
  return `<row r="${line}">${parts.join('')}</row>`;
};
