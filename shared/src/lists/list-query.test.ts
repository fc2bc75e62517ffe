import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { cursorOf, placeOf } from './cursor.ts';
import { addressOf, type ListSpec, listQuerySchema, queryFromAddress } from './list-query.ts';
import { beginningTokens, runsOf, runTokens, textTokens } from './search-terms.ts';

const spec = {
  filters: { state: v.picklist(['open', 'closed']), from: v.pipe(v.string(), v.isoDate()) },
  sorts: { at: 'number', name: 'text' },
  defaultSort: '-at',
} as const satisfies ListSpec;

const read = (address: string) =>
  queryFromAddress(spec, new Map(pairsOf(address)) as unknown as { get(n: string): null });
const pairsOf = (address: string): [string, string][] =>
  address === ''
    ? []
    : address
        .slice(1)
        .split('&')
        .map((pair) => pair.split('=').map(decodeURIComponent) as [string, string]);

test('an address holds the whole query without its default values', () => {
  const query = { q: '药 店', filters: { state: 'open' as const }, sort: 'name', limit: 50 };
  const address = addressOf(spec, query);
  expect(address).toBe('?q=%E8%8D%AF%20%E5%BA%97&state=open&sort=name');
  expect(read(address)).toMatchObject(query);
  expect(addressOf(spec, { q: '', filters: {}, sort: '-at', limit: 50 })).toBe('');
});

test('parameters that are not valid are ignored in an address, and refused by the server', () => {
  const address = '?q=x&state=elsewhere&from=today&sort=colour&after=%%%&limit=0'.replace('%%%', 'zzz');
  expect(read(address)).toEqual({ q: 'x', filters: {}, sort: '-at', limit: 50 });
  for (const [name, value] of pairsOf(address).slice(1)) {
    expect([name, v.safeParse(listQuerySchema(spec), { [name]: value }).success]).toEqual([name, false]);
  }
  expect(v.parse(listQuerySchema(spec), { q: ' a ', state: 'closed', other: 'x', limit: '900' })).toMatchObject({
    q: 'a',
    filters: { state: 'closed' },
    sort: '-at',
    limit: 500,
  });
});

test('a cursor is good for the sort that it was made for', () => {
  const cursor = cursorOf('-at', { value: 7, id: 'é' });
  expect(placeOf(cursor, '-at', 'number')).toEqual({ value: 7, id: 'é' });
  expect(placeOf(cursor, 'at', 'number')).toBeUndefined();
  expect(placeOf(cursor, '-at', 'text')).toBeUndefined();
  expect(placeOf('broken', '-at', 'number')).toBeUndefined();
});

test('a text is cut into runs of Han characters and of letters or digits', () => {
  expect(runsOf('天祝 食品，（98号）ＡＢＣ药店')).toEqual(['天祝', '食品', '98', '号', 'abc', '药店']);
  expect(textTokens('雪域')).toEqual(['雪', '域', '雪域']);
  expect(runTokens('雪域食')).toEqual(['雪域', '域食']);
  expect(runTokens('x')).toEqual(['x']);
  expect(beginningTokens('9162')).toEqual(['#91', '#916', '#9162']);
});

test('every part of a text is found by its tokens', () => {
  const text = fc.string({ unit: fc.constantFrom(...'天祝雪域食品ab1 （'), minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(text, fc.nat(20), fc.nat(20), (whole, from, length) => {
      const part = whole.slice(from, from + length + 1);
      const tokens = new Set(textTokens(whole));
      for (const run of runsOf(part))
        expect([whole, part, runTokens(run).every((token) => tokens.has(token))]).toEqual([whole, part, true]);
    }),
  );
});
