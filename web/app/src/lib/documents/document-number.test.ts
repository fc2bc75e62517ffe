import { expect, test } from 'vitest';
import { aTask } from '../../../../../shared/test/builders.ts';
import { documentNumberOf } from './document-number.ts';

test('[APR-5] a document has the number of its approval, else a blank; never the id of the task or the number of its plan', () => {
  const issued = aTask('issued', { number: '0000005724', document: '天政办发〔2026〕60号' });
  expect(documentNumberOf({ ...issued, documentNumber: '天祝市监检〔2026〕12号' })).toEqual({
    kind: 'document',
    text: '天祝市监检〔2026〕12号',
  });
  expect(documentNumberOf(issued)).toEqual({ kind: 'blank', year: '2026' });
  expect(documentNumberOf(aTask('applied'))).toEqual({ kind: 'blank', year: '2026' });
});
