import { expect, test } from 'vitest';
import { aTask } from '../../../../../shared/test/builders.ts';
import { documentNumberOf } from './document-number.ts';

test('a document has the number that the agency gave, else that of the code, else a blank; never the id of the task', () => {
  const task = aTask('issued', { number: '0000005724' });
  expect(documentNumberOf({ ...task, document: '天市监检通〔2026〕12 号' })).toEqual({
    kind: 'document',
    text: '天市监检通〔2026〕12 号',
  });
  expect(documentNumberOf(task)).toEqual({ kind: 'code', year: '2026', serial: '0000005724' });
  expect(documentNumberOf(aTask('applied'))).toEqual({ kind: 'blank', year: '2026' });
});
