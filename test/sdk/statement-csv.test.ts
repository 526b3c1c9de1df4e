import {
  accountLabel,
  BankDataError,
  type CsvStatement,
  readStatementCsv,
  type StatementLine,
  writeStatementCsv,
} from '@renkei/sdk/bank-files';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { thrown } from './caught.ts';
import { account } from './fake-bank.ts';

/** What the platform knows of Shift_JIS (Encoding Standard): the bytes of each character that has two. */
const doubleBytes = new Map<string, readonly [number, number]>();
for (let lead = 0x81; lead <= 0xfc; lead += 1) {
  for (let trail = 0x40; trail <= 0xfc; trail += 1) {
    const character = new TextDecoder('shift_jis').decode(Uint8Array.of(lead, trail));
    if (character.length === 1 && !doubleBytes.has(character)) doubleBytes.set(character, [lead, trail]);
  }
}

/** A file of rows in Shift_JIS, made without the writer. */
function shiftJis(rows: readonly string[]): Uint8Array {
  const bytes = Array.from(rows.join('\n')).flatMap((character) => {
    const code = character.charCodeAt(0);
    return doubleBytes.get(character) ?? [code < 0x80 ? code : code - 0xfec0];
  });
  return Uint8Array.from(bytes);
}

const decode = (bytes: Uint8Array) => new TextDecoder('shift_jis', { fatal: true }).decode(bytes);

const label = '本店（001） 普通 0000001';
const line: StatementLine = {
  bookDate: '2026-10-05',
  valueDate: '2026-10-05',
  direction: '1',
  category: '11',
  amount: 11_000,
  balance: 20_000,
  description: 'ｶ)ﾃｽﾄｼﾖｳﾃﾝ',
};
const statement = (change: Partial<StatementLine> = {}): CsvStatement => ({
  accountLabel: label,
  lines: [{ ...line, ...change }],
});

const columns =
  '"照会口座","番号","勘定日","（起算日）","出金金額（円）","入金金額（円）","小切手区分","残高（円）","取引区分","明細区分","金融機関名","支店名","摘要"';

describe('writeStatementCsv', () => {
  test('writes what the banks’ sites give: 13 quoted columns in Shift_JIS, with CR LF', () => {
    const lines: StatementLine[] = [
      line,
      { ...line, direction: '2', category: '18', amount: 440, balance: 19_560, description: 'ﾌﾘｺﾐﾃｽｳﾘﾖｳ' },
      {
        ...line,
        valueDate: '2026-10-02',
        balance: 30_560,
        remittingBank: 'ﾃｽﾄ',
        remittingBranch: 'ｷﾀ',
        description: 'A,"B"',
      },
    ];
    const bytes = writeStatementCsv([{ accountLabel: label, lines }]);
    expect(decode(bytes).split('\r\n')).toEqual([
      columns,
      `"${label}","001","2026年10月05日","","","11000","","20000","振込入金","","","","ｶ)ﾃｽﾄｼﾖｳﾃﾝ"`,
      `"${label}","002","2026年10月05日","","440","","","19560","出金","","","","ﾌﾘｺﾐﾃｽｳﾘﾖｳ"`,
      `"${label}","003","2026年10月05日","2026年10月02日","","11000","","30560","振込入金","","ﾃｽﾄ","ｷﾀ","A,""B"""`,
      '',
    ]);
    // Half-width kana are one byte, kanji two: 照 is 0x8fc6.
    expect([...bytes.subarray(0, 3)]).toEqual([0x22, 0x8f, 0xc6]);
  });

  test.each([
    ['🍺', 'U+1F37A'],
    ['é', 'U+00E9'],
    ['𠮷', 'U+20BB7'],
    ['\n', 'U+000A'],
    ['¥', 'U+00A5'],
  ])('names the line, the field and the character that Shift_JIS lacks: %j', (character, code) => {
    const statements = [
      statement(),
      { accountLabel: label, lines: [line, { ...line, balance: 31_000, description: `ｱ${character}` }] },
    ];
    const error = thrown(() => writeStatementCsv(statements));
    expect(error).toBeInstanceOf(BankDataError);
    expect(error).toMatchObject({ statement: 2, line: 2, field: '摘要', character });
    expect(String(error)).toContain(`${character} (${code}) is not in Shift_JIS`);
    const [, second] = decode(writeStatementCsv(statements, { lossy: true }))
      .split('\r\n')
      .slice(2);
    expect(second).toContain('"ｱ〓"');
  });

  test.each([
    [{ bookDate: '2026-02-30' }, '勘定日'],
    [{ valueDate: 'soon' }, '（起算日）'],
    [{ amount: -1 }, '取引金額'],
    [{ direction: 'in' as '1' }, '入払区分'],
  ])('refuses %j', (change, field) => {
    expect(thrown(() => writeStatementCsv([statement(change)]))).toMatchObject({ statement: 1, line: 1, field });
  });

  test('refuses balances that do not follow from the lines', () => {
    const lines = [line, line];
    expect(() => writeStatementCsv([{ accountLabel: label, lines }])).toThrow(
      'statement 1: line 2: 残高: expected 31000',
    );
  });
});

describe('readStatementCsv', () => {
  const date = fc.integer({ min: 0, max: 30_000 }).map((day) => new Date(day * 864e5).toISOString().slice(0, 10));
  // Characters that come back as themselves: of the two forms of some marks, ～ for one, a browser knows the second.
  const characters = Array.from('ｱｶﾞﾊﾟ-().,"\'= 12AZaz~\\あア漢字髙﨑①㈱～－―〓ー￥');
  const text = fc.string({ unit: fc.constantFrom(...characters), maxLength: 30 }).map((one) => one.trim());
  const anyLine = fc.record(
    {
      bookDate: date,
      valueDate: date,
      direction: fc.constantFrom('1' as const, '2' as const),
      category: fc.constantFrom('10', '11', '12', '13', '14', '15', '18', '19'),
      amount: fc.integer({ min: 0, max: 999_999_999_999 }),
      description: text,
      remittingBank: text.filter((one) => one !== ''),
      remittingBranch: text.filter((one) => one !== ''),
      inquiryNumber: fc.integer({ min: 0, max: 99_999 }).map(String),
    },
    { requiredKeys: ['bookDate', 'valueDate', 'direction', 'category', 'amount', 'description', 'inquiryNumber'] },
  );
  const anyStatement = fc.record({
    accountLabel: text,
    opening: fc.option(fc.integer(), { nil: undefined }),
    lines: fc.array(anyLine, { minLength: 1, maxLength: 8 }),
  });

  test('reads what was written, of one account or several', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyStatement, { selector: (one) => one.accountLabel, maxLength: 3 }), (given) => {
        const statements = given.map(({ opening, lines, ...rest }) => {
          let balance = opening ?? 0;
          const balanced = lines.map((one) => {
            balance += one.direction === '1' ? one.amount : -one.amount;
            return opening === undefined ? one : { ...one, balance };
          });
          return { ...rest, lines: balanced };
        });
        expect(readStatementCsv(writeStatementCsv(statements))).toEqual(statements);
      }),
    );
  });

  test('reads the forms of other banks: slashes, separators, fewer and more columns, other names', () => {
    const rows = [
      '照会口座,番号,勘定日,(起算日),出金(円),入金(円),小切手区分,残高(円),取引区分,明細区分,金融機関名,支店名,摘要,メモ',
      '"本店 1","1",2026/5/1,,"1,157,369",0,,"▲9,826,178",口座振替,,,,ｷﾕｳﾌﾘ,',
      '本店 1,2,2026-05-07,2026/5/8,,"34,000,000",,,入金,,ﾃｽﾄ,ｷﾀ,"ｶ.""ﾐﾎﾝ""",note',
      '',
    ];
    expect(readStatementCsv(shiftJis(rows))).toEqual([
      {
        accountLabel: '本店 1',
        lines: [
          {
            ...{ bookDate: '2026-05-01', valueDate: '2026-05-01', direction: '2', category: '18', amount: 1_157_369 },
            ...{ balance: -9_826_178, description: 'ｷﾕｳﾌﾘ', inquiryNumber: '1' },
          },
          {
            ...{ bookDate: '2026-05-07', valueDate: '2026-05-08', direction: '1', category: '18', amount: 34_000_000 },
            ...{ description: 'ｶ."ﾐﾎﾝ"', remittingBank: 'ﾃｽﾄ', remittingBranch: 'ｷﾀ', inquiryNumber: '2' },
          },
        ],
      },
    ]);
  });

  test('brings back every character that Shift_JIS has, but not those that each company defines for itself', () => {
    const characters = [...doubleBytes.keys()].filter((character) => !/[\ufffd\s]/.test(character));
    const [own, common] = [
      characters.filter((one) => /\p{Co}/u.test(one)),
      characters.filter((one) => !/\p{Co}/u.test(one)),
    ];
    expect([own.length, common.length]).toEqual([1880, 7325]);
    const [read] = readStatementCsv(writeStatementCsv([statement({ description: common.join('') })]));
    expect(read?.lines[0]?.description).toBe(common.join(''));
    for (const character of own) {
      expect(thrown(() => writeStatementCsv([statement({ description: character })]))).toMatchObject({ character });
    }
  });

  const head = '照会口座,勘定日,出金(円),入金(円),明細区分,摘要';
  test.each([
    [
      'another file',
      ['日付,内容,金額', '2026/05/01,a,1'],
      'line 1: 照会口座: the first line must name the columns 照会口座, 勘定日',
    ],
    ['nothing', [''], 'line 1: 照会口座'],
    ['a row with fewer fields', [head, 'a,2026/05/01,1,,'], 'line 2: expected 6 fields, found 5'],
    ['a date of an era', [head, 'a,R8.5.1,1,,,b'], 'line 2: 勘定日: expected a date, such as 2026年11月20日'],
    ['a day that does not exist', [head, 'a,2026/02/30,1,,,b'], 'line 2: 勘定日'],
    ['sen', [head, 'a,2026/05/01,1.5,,,b'], 'line 2: 出金金額（円）: expected whole yen'],
    ['no amount', [head, 'a,2026/05/01,,,,b'], 'line 2: 出金金額（円）: expected an amount here or in 入金金額（円）'],
    ['two amounts', [head, 'a,2026/05/01,1,2,,b'], 'line 2: 出金金額（円）'],
    ['an amount below zero', [head, 'a,2026/05/01,-1,,,b'], 'line 2: 出金金額（円）'],
    [
      'a line that is taken back',
      [head, 'a,2026/05/01,1,,,b', 'a,2026/05/01,1,,取消,b'],
      'line 3: 明細区分: 取消 must be looked at',
    ],
    ['text beside a quote', [head, '"a"b,2026/05/01,1,,,b'], 'line 2: a quotation mark must enclose the whole field'],
    ['a quote that is not closed', [head, '"a,2026/05/01,1,,,b'], 'line 2: a quotation mark is not closed'],
  ])('tells where it is wrong: %s', (_what, rows, message) => {
    const error = thrown(() => readStatementCsv(shiftJis(rows)));
    expect(error).toBeInstanceOf(BankDataError);
    expect(String(error)).toContain(message);
  });

  test('takes 0 in the other column, and 0 alone, for what it is', () => {
    const rows = [head, 'a,2026/05/01,0,5,,b', 'a,2026/05/01,5,0,,b', 'a,2026/05/01,,0,,b'];
    const [{ lines = [] } = {}] = readStatementCsv(shiftJis(rows));
    expect(lines.map(({ direction, amount }) => [direction, amount])).toEqual([
      ['1', 5],
      ['2', 5],
      ['1', 0],
    ]);
  });

  test('counts lines as an editor does, also where a field has line breaks', () => {
    const rows = [head, '"a",2026/05/01,1,,,"b', 'c"', '', 'a,2026/05/01,x,,,b'];
    expect(() => readStatementCsv(shiftJis(rows))).toThrow('line 5: 出金金額（円）: expected whole yen');
  });

  test('says so of a file of nothing but quotation marks, however long', () => {
    expect(() => readStatementCsv(new Uint8Array(4_000_001).fill(0x22))).toThrow(
      'line 1: a quotation mark is not closed',
    );
  });

  test('refuses UTF-8', () => {
    expect(() => readStatementCsv(new TextEncoder().encode(columns))).toThrow(BankDataError);
  });
});

test('accountLabel names an account as the CSV does', () => {
  const { branchName, branchCode, accountTypeName, accountNumber } = account('acc-1');
  expect(accountLabel(account('acc-1'))).toBe(`${branchName}（${branchCode}） ${accountTypeName} ${accountNumber}`);
});
