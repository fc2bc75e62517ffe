import type { AgencyId } from '@liangma/shared/registry/agency';
import { beforeEach, expect, test } from 'vitest';
import { draftOwner } from './draft-owner.ts';
import { claimDraft, listDrafts, readDraft, removeDraft, writeDraft } from './stored-drafts.ts';

function fakeStorage(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (n) => [...kept.keys()][n] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}

let storage: Storage;
beforeEach(() => {
  storage = fakeStorage();
});

test('two drafts of one account do not overwrite each other, and are listed newest first', () => {
  writeDraft(storage, 'lichunmei', { name: 'apply.1', savedAt: 1, content: { enterprise: 'A' } });
  writeDraft(storage, 'lichunmei', { name: 'apply.2', savedAt: 2, content: { enterprise: 'B' } });
  expect(readDraft(storage, 'lichunmei', 'apply.1')?.content).toEqual({ enterprise: 'A' });
  expect(listDrafts(storage, 'lichunmei').map(({ name }) => name)).toEqual(['apply.2', 'apply.1']);
  removeDraft(storage, 'lichunmei', 'apply.2');
  expect(listDrafts(storage, 'lichunmei').map(({ name }) => name)).toEqual(['apply.1']);
});

test('another account sees none of these drafts', () => {
  writeDraft(storage, 'lichunmei', { name: 'grant', savedAt: 1, content: {} });
  expect([listDrafts(storage, 'li'), readDraft(storage, 'li', 'grant')]).toEqual([[], null]);
});

test('[POST-5] what was typed for one agency is not seen while acting for another', () => {
  const agency = (id: string) => ({ id: id as AgencyId, name: id });
  const [home, other] = [agency('620623-SCJG'), agency('620623-YJGL')];
  const own = draftOwner(home, { account: 'liu', agency: home });
  const elsewhere = draftOwner(home, { account: 'liu', agency: other });
  expect([own, draftOwner(null, { account: 'liu', agency: null })]).toEqual(['liu', 'liu']);
  writeDraft(storage, own, { name: 'apply.1', savedAt: 1, content: {} });
  writeDraft(storage, elsewhere, { name: 'apply.2', savedAt: 2, content: {} });
  expect(listDrafts(storage, own).map(({ name }) => name)).toEqual(['apply.1']);
  expect(listDrafts(storage, elsewhere).map(({ name }) => name)).toEqual(['apply.2']);
});

test('other content in the place of a draft is ignored', () => {
  storage.setItem('liangma.draft.li.apply.1', '{');
  storage.setItem('liangma.draft.li.apply.2', '{"savedAt":"yesterday","content":{}}');
  expect(listDrafts(storage, 'li')).toEqual([]);
});

test('only one tab at a time fills in a draft', async () => {
  const release = await claimDraft('li', 'apply.1');
  expect(await claimDraft('li', 'apply.1')).toBeUndefined();
  expect(await claimDraft('li', 'apply.2')).toBeDefined();
  release?.();
  await expect.poll(() => claimDraft('li', 'apply.1')).toBeDefined();
});
