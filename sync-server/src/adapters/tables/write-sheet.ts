import writeSheet from 'write-excel-file/node';

/** Writes rows of text as an XLSX file, so that a spreadsheet keeps every digit. The first row is the heading. */
export async function sheetOf(rows: readonly (readonly string[])[]): Promise<Uint8Array> {
  const cells = rows.map((row, i) =>
    row.map((value) => ({ value, type: String, format: '@', ...(i === 0 && { fontWeight: 'bold' as const }) })),
  );
  const columns = (rows[0] ?? []).map((heading) => ({ width: Math.max(12, heading.length * 2 + 4) }));
  return new Uint8Array(await writeSheet(cells, { columns, stickyRowsCount: 1 }).toBuffer());
}
