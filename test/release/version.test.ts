import { describe, expect, test } from 'vitest';
import { publicApiChanges } from '../../scripts/breaking/public-api.ts';
import { isHigher, mayBreak, nextBreaking, type Version, versionIn } from '../../scripts/release/version.ts';

describe('a version', () => {
  test.each(['', '1', '1.2', '1.2.3.4', '01.2.3', '1.2.3-beta.1', '1.2.3+5', 'v1.2.3', ' 1.2.3', '1.-2.3', '1.2.x'])(
    'is not "%s"',
    (text) => expect(versionIn(text)).toBeUndefined(),
  );

  test.each([
    ['0.1.0', '0.1.1', true],
    ['0.9.0', '0.10.0', true],
    ['0.9.9', '1.0.0', true],
    ['1.0.0', '1.0.0', false],
    ['1.2.0', '1.1.9', false],
    ['2.0.0', '1.9.9', false],
  ])('%s is lower than %s: %s', (one, other, is) => {
    expect(isHigher(versionIn(other) as Version, versionIn(one) as Version)).toBe(is);
  });

  test.each([
    ['0.1.2', '0.2.0'],
    ['1.2.3', '2.0.0'],
  ])('after %s may break who uses it from %s on', (from, first) => {
    const [released, breaking] = [versionIn(from) as Version, versionIn(first) as Version];
    expect(nextBreaking(released)).toEqual(breaking);
    expect(mayBreak(released, breaking)).toBe(true);
    expect(mayBreak(released, [released[0], released[1], released[2] + 1])).toBe(false);
    expect(mayBreak(released, [breaking[0] + 1, 0, 0])).toBe(true);
  });
});

test('a public API breaks by what is gone; a changed signature is for a person to look at, a new one for nobody', () => {
  const before =
    '# @renkei/sdk\n\nBankLink.open(id: string): void\nBankLink.end(): void\ntype Service = string\n\n# @renkei/sdk/node\n\ntype Service = number\n';
  const after = before
    .replace('open(id: string)', 'open(id: string, options?: object)')
    .replace('BankLink.end(): void\n', 'BankLink.close(): void\n')
    .replace('type Service = number\n', '');
  expect(publicApiChanges({ before, after })).toEqual({
    gone: ['@renkei/sdk BankLink.end', '@renkei/sdk/node type Service'],
    changed: ['@renkei/sdk BankLink.open'],
  });
});
