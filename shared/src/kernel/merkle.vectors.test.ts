/** RFC 9162 §2.1; the roots are those of the reference implementation of Certificate Transparency (RFC 6962, the same tree). */
import { expect, test } from 'vitest';
import { sha256 } from '../../test/keys.ts';
import { fromHex, toHex } from './bytes.ts';
import { merkleTree, rememberedOver, rootFrom } from './merkle.ts';

const ENTRIES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((hex) => fromHex(hex) as Uint8Array<ArrayBuffer>);

const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

test.each(ROOTS.map((root, i) => [i + 1, root] as const))('the root of the first %i entries', async (size, root) => {
  expect(toHex((await merkleTree(ENTRIES.slice(0, size), sha256)).root)).toBe(root);
});

test('each entry of a tree of up to 8 leads to its root, from its own place alone, by its own path alone', async () => {
  for (let size = 1; size <= ENTRIES.length; size++) {
    const { root, paths } = await merkleTree(ENTRIES.slice(0, size), sha256);
    const leads = async (i: number, index: number, path: readonly Uint8Array[]) => {
      const reached = await rootFrom(ENTRIES[i] as Uint8Array, { index, size, path }, sha256);
      return reached !== undefined && toHex(reached) === toHex(root);
    };
    for (const [i, path] of paths.entries()) {
      const places = await Promise.all(Array.from({ length: size + 1 }, (_, index) => leads(i, index, path)));
      expect(places).toEqual(places.map((_, index) => index === i));
      expect(await leads(i, i, [...path, root])).toBe(false);
      if (path.length > 0) expect(await leads(i, i, path.slice(1))).toBe(false);
    }
  }
});

test('who climbs from all entries of a tree computes each of its nodes once, and is led astray by no path before', async () => {
  const { root, paths } = await merkleTree(ENTRIES, sha256);
  let made = 0;
  const over = rememberedOver((bytes) => {
    made++;
    return sha256(bytes);
  });
  const reached = (i: number, path: readonly Uint8Array[]) =>
    rootFrom(ENTRIES[i] as Uint8Array, { index: i, size: ENTRIES.length, path }, sha256, over);
  for (const [i, path] of paths.entries()) expect(toHex((await reached(i, path)) as Uint8Array)).toBe(toHex(root));
  expect(made).toBe(ENTRIES.length - 1);
  for (const [i, path] of paths.entries()) {
    for (const [height, node] of path.entries()) {
      const changed = path.with(height, node.with(31, (node[31] as number) ^ 1));
      expect(toHex((await reached(i, changed)) as Uint8Array)).not.toBe(toHex(root));
    }
  }
});

test('an entry is no inner node: a leaf over two hashes is not the node over them', async () => {
  const { root, paths } = await merkleTree(ENTRIES.slice(0, 2), sha256);
  const [second, first] = [paths[0]?.[0], paths[1]?.[0]] as [Uint8Array, Uint8Array];
  const forged = Uint8Array.from([...first, ...second]);
  const reached = await rootFrom(forged, { index: 0, size: 1, path: [] }, sha256);
  expect(toHex(reached as Uint8Array)).not.toBe(toHex(root));
});
