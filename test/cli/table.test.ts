import { describe, expect, test } from 'vitest';
import { displayWidth, table } from '../../sandbox/src/cli/table.ts';

describe('a table for a terminal', () => {
  test.each([
    ['', 0],
    ['gunma', 5],
    ['群馬', 4],
    ['サンドボックス', 14],
    ['ｻﾝﾄﾞ', 4],
    ['ＦＢ', 4],
    ['FBサービス［群馬型］', 20],
    ['𠮷', 2],
  ])('gives "%s" %d columns', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  test('lines up Japanese and Latin text, without blanks at the end of a line', () => {
    const rows = [
      ['群馬', 'a', ''],
      ['x', 'カナ', 'end'],
    ];
    expect(table(['BANK', 'B', 'C'], rows)).toBe(['BANK  B     C', '群馬  a', 'x     カナ  end'].join('\n'));
  });

  test('may have no row', () => {
    expect(table(['BANK', 'NAME'], [])).toBe('BANK  NAME');
  });
});
