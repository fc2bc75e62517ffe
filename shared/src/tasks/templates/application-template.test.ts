import { expect, test } from 'vitest';
import { anOfficer, matterId } from '../../../test/builders.ts';
import { type ApplicationTemplate, partsOf } from './application-template.ts';

const template = {
  matters: [matterId('M901'), matterId('M902'), matterId('M903')],
  officers: [anOfficer(1).id, anOfficer(2).id],
  names: { M902: '食品经营监督检查', O0002: '卓玛' },
} as unknown as ApplicationTemplate;

test('a template says what is gone by the name it had, and keeps the rest in its order', () => {
  const known = {
    matters: [
      { id: 'M903', validTo: '2026-12-01' },
      { id: 'M902', validTo: '2026-11-30' },
    ],
    officers: [{ id: 'O0001' }],
    today: '2026-12-01',
  };
  expect(partsOf(template, known)).toEqual({
    matters: ['M903'],
    officers: ['O0001'],
    gone: { matters: ['M901', '食品经营监督检查'], officers: ['卓玛'] },
  });
});
