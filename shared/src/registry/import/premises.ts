/** Further premises in one cell: `P1:name|region|address`, several apart by semicolons. The id may be left out. */
import { err, ok } from '../../kernel/result.ts';
import type { Premises } from '../enterprise-details.ts';
import { type CellReader, readRegion, wrongForm } from './cell.ts';

const FORM = '编号:名称|区划代码|地址，多处用分号隔开';

/** Gives the premises as JSON. */
export const readPremises: CellReader = (text) => {
  const parts = text.split(/[;；]/).filter((part) => part.trim() !== '');
  const premises: Premises[] = [];
  for (const [i, part] of parts.entries()) {
    const [, id = `P${i + 1}`, rest = ''] = /^\s*(?:(P\d{1,4})\s*[:：])?(.*)$/su.exec(part) ?? [];
    const [name = '', code = '', address = '', ...more] = rest.split(/[|｜]/).map((one) => one.trim());
    const region = readRegion(code);
    if (!region.ok || name === '' || address === '' || more.length > 0) return err(wrongForm(FORM));
    if (premises.some((one) => one.id === id)) return err({ code: 'said-twice', detail: id });
    premises.push({ id, name, address, region: String(region.value) });
  }
  return ok(JSON.stringify(premises));
};

export const sayPremises = (premises: readonly Premises[]): string =>
  premises.map(({ id, name, region, address }) => `${id}:${name}|${region}|${address}`).join(';');
