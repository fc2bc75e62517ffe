import { expect, test } from 'vitest';
import { sayEnterpriseId } from './enterprise-id.ts';

test.each([
  ['91620623MAY0A1B2C5', '统一社会信用代码', 'Unified social credit code'],
  ['X00000000001', '注册号', 'Registration number'],
])('%s is a %s', (id, zh, en) => {
  expect([sayEnterpriseId('zh-CN')(id), sayEnterpriseId('en')(id)]).toEqual([zh, en]);
});
