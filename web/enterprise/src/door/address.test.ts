import { describe, expect, it } from 'vitest';
import { codeInAddress } from './address.ts';

const at = (pathname: string, hash: string) => codeInAddress({ origin: 'https://example.gov.cn', pathname, hash });

describe('the code in the address', () => {
  it.each([
    ['/c', '#00123', 'https://example.gov.cn/c#00123'],
    ['/c/', '#00123', 'https://example.gov.cn/c#00123'],
    ['/c/00123', '', 'https://example.gov.cn/c#00123'],
    ['/c', '#00123?from=singlemessage', 'https://example.gov.cn/c#00123'],
    ['/c', '#00123&x=1', 'https://example.gov.cn/c#00123'],
    ['/c', '#hello', 'https://example.gov.cn/c#hello'],
    ['/c', '', undefined],
    ['/c/', '', undefined],
    ['/c/', '#', undefined],
  ])('%s%s', (pathname, hash, text) => expect(at(pathname, hash)).toBe(text));
});
