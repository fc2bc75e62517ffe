import { expect, test } from 'vitest';
import { repeatedKey } from './repeated-key.ts';

test.each([
  ['{"a":1,"b":{"a":2}}', undefined],
  ['[{"a":1},{"a":2}]', undefined],
  ['{"a":"a\\":","b":[",","{"],"c":"\\\\"}', undefined],
  ['{"a":1,"b":2,"a":3}', 'a'],
  ['[{"a":1},{"b":[0,{"c":{"d":1,"d":1}}]}]', '1.b.1.c.d'],
  ['{"a" : 1, "\\u0061" : 2}', 'a'],
])('a key that stands twice in %s', (json, expected) => {
  expect(JSON.parse(json)).toBeDefined();
  expect(repeatedKey(json)).toBe(expected);
});
