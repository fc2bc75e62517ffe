import { expect, test } from 'vitest';
import { isKnownHost, loggedPath } from './edge.ts';

test.each([
  ['check.example.gov.cn', true],
  ['check.example.gov.cn:443', true],
  ['localhost:8787', true],
  ['127.0.0.1:20123', true],
  ['192.168.1.5:8787', true],
  ['[fd00::5]:8787', true],
  ['evil.example', false],
  ['check.example.gov.cn.evil.example', false],
])('the server answers for the host %s: %s', (host, expected) => {
  expect(isKnownHost(host, 'check.example.gov.cn')).toBe(expected);
});

test.each([
  ['/c/1234567890', '/c/…'],
  ['/api/registry/enterprises/E0001', '/api/registry/enterprises/…'],
  ['/api/officers/O62062300042/suspension', '/api/officers/…/suspension'],
  ['/api/tasks', '/api/tasks'],
])('the log shows %s as %s', (path, logged) => {
  expect(loggedPath(path)).toBe(logged);
});
