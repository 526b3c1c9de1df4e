import {
  BankDataError,
  readZenginDeposits,
  readZenginTransactions,
  type StatementLine,
  writeZenginDeposits,
  writeZenginTransactions,
  type ZenginDeposits,
  type ZenginTransactions,
} from '@renkei/sdk/bank-files';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toZenginText } from '../../sandbox/src/bank/zengin.ts';
import { thrown } from './caught.ts';

const decode = (bytes: Uint8Array) => new TextDecoder('shift_jis', { fatal: true }).decode(bytes);

const account = {
  bankCode: '9990',
  branchCode: '001',
  accountType: '1',
  accountNumber: '2000002',
  accountHolder: 'ｶ)ﾃｽﾄｼﾖｳﾃﾝ',
};
const days = { createdOn: '2026-11-20', dateFrom: '2026-10-01', dateTo: '2026-10-31' };
const line: StatementLine = {
  bookDate: '2026-10-05',
  valueDate: '2026-10-02',
  direction: '1',
  category: '11',
  amount: 11_000,
  description: 'ﾌﾘｺﾐ',
};
const transactions = (change: Partial<ZenginTransactions> = {}): ZenginTransactions => ({
  account,
  ...days,
  lines: [line],
  ...change,
});
const deposit = { bookDate: '2026-10-05', valueDate: '2026-10-05', amount: 11_000, payerName: 'ｶ)ﾐﾎﾝ' };
const deposits = (change: Partial<ZenginDeposits> = {}): ZenginDeposits => ({
  account,
  ...days,
  deposits: [deposit],
  ...change,
});

const kana = Array.from('ｱｲｳｶｷｸｻｼｽﾀﾁﾂﾅﾊﾏﾔﾗﾜﾝﾞﾟABZ019()-. ');
const textOf = (most: number, more = '') =>
  fc.string({ unit: fc.constantFrom(...kana, ...Array.from(more)), maxLength: most }).map((text) => text.trimEnd());
const given = (most: number, more = '') => textOf(most, more).filter((text) => text !== '');
const code = (width: number) =>
  fc.integer({ min: 1, max: 10 ** width - 1 }).map((number) => String(number).padStart(width, '0'));
const date = fc
  .integer({ min: Date.UTC(2009, 0, 1) / 864e5, max: Date.UTC(2038, 11, 31) / 864e5 })
  .map((day) => new Date(day * 864e5).toISOString().slice(0, 10));
const dates = { createdOn: date, dateFrom: date, dateTo: date };
const amount = fc.integer({ min: 0, max: 999_999_999_999 });
const anyAccount = fc.record(
  {
    bankCode: code(4),
    branchCode: code(3),
    accountType: fc.constantFrom('1', '2', '4'),
    accountNumber: fc.oneof(
      code(7),
      code(10).filter((number) => !number.startsWith('000')),
    ),
    accountHolder: textOf(40),
    bankNameKana: given(15),
    branchNameKana: given(15),
  },
  { requiredKeys: ['bankCode', 'branchCode', 'accountType', 'accountNumber', 'accountHolder'] },
);
const details = {
  payerCode: code(10),
  remittingBank: given(15),
  remittingBranch: given(15),
  ediInformation: given(20, 'ｦ/｢｣\\'),
};
const anyLine = fc.record(
  {
    bookDate: date,
    valueDate: date,
    direction: fc.constantFrom('1' as const, '2' as const),
    category: fc.constantFrom('10', '11', '12', '13', '14', '15', '18', '19'),
    amount,
    description: textOf(20, 'ｦ/｢｣\\'),
    payerName: given(48),
    inquiryNumber: code(8),
    ...details,
  },
  { requiredKeys: ['bookDate', 'valueDate', 'direction', 'category', 'amount', 'description'] },
);
const anyTransactions = fc
  .record(
    { account: anyAccount, ...dates, lines: fc.array(anyLine, { maxLength: 8 }), openingBalance: fc.integer() },
    { requiredKeys: ['account', 'createdOn', 'dateFrom', 'dateTo', 'lines'] },
  )
  .map(({ lines, ...statement }): ZenginTransactions => {
    const { openingBalance } = statement;
    if (openingBalance === undefined) return { ...statement, lines };
    let balance = openingBalance;
    const balanced = lines.map((one) => {
      balance += one.direction === '1' ? one.amount : -one.amount;
      return { ...one, balance };
    });
    return { ...statement, openingBalance, lines: balanced };
  });

describe('入出金取引明細', () => {
  test('is laid out as the banks publish it', () => {
    const statement = transactions({
      openingBalance: -6000,
      account: { ...account, bankNameKana: 'ﾃｽﾄ', branchNameKana: 'ﾎﾝﾃﾝ' },
      lines: [
        {
          ...line,
          payerName: 'ｶ)ﾐﾎﾝ',
          payerCode: '12',
          remittingBank: 'ﾀﾞﾐ-',
          remittingBranch: 'ｷﾀ',
          ediInformation: 'NO.1',
        },
        { ...line, direction: '2', category: '18', amount: 440, inquiryNumber: '7' },
      ],
    });
    // Each part beside its place, as in 全銀協「適用業務およびレコード・フォーマット」: 作成日 is 5 to 10.
    const head = ['1030', '081120', '081001', '081031', '9990', 'ﾃｽﾄ'.padEnd(15), '001', 'ﾎﾝﾃﾝ'.padEnd(15), '000'];
    const holder = ['1', '0002000002', 'ｶ)ﾃｽﾄｼﾖｳﾃﾝ'.padEnd(40), '2', '0', '00000000006000', ' '.repeat(71)];
    const first = ['2', '00000000', '081005', '081002', '1', '11', '000000011000', '000000000000', '0'.repeat(23)];
    const payer = ['0000000012', 'ｶ)ﾐﾎﾝ'.padEnd(48), 'ﾀﾞﾐ-'.padEnd(15), 'ｷﾀ'.padEnd(15)];
    const second = ['2', '00000007', '081005', '081002', '2', '18', '000000000440', '000000000000', '0'.repeat(23)];
    const end = ['9', '0000000005', '00001', ' '.repeat(184)];
    const records = [
      [...head, ...holder],
      [...first, ...payer, 'ﾌﾘｺﾐ'.padEnd(20), 'NO.1'.padEnd(20), ' '],
      [...second, '0'.repeat(10), ' '.repeat(78), 'ﾌﾘｺﾐ'.padEnd(20), ' '.repeat(21)],
      ['8', '000001', '0000000011000', '000001', '0000000000440', '1', '00000000004560', '0000002', ' '.repeat(139)],
      end,
    ].map((parts) => parts.join(''));
    expect(records.map(({ length }) => length)).toEqual([200, 200, 200, 200, 200]);
    expect(decode(writeZenginTransactions([statement]))).toBe(records.map((record) => `${record}\r\n`).join(''));
    expect(decode(writeZenginTransactions([statement], { lineBreaks: false }))).toBe(records.join(''));
  });

  test('is read as it was written, with and without line breaks, of one account or several', () => {
    fc.assert(
      fc.property(fc.array(anyTransactions, { minLength: 1, maxLength: 3 }), fc.boolean(), (statements, lineBreaks) => {
        const bytes = writeZenginTransactions(statements, { lineBreaks });
        expect(bytes.length % (lineBreaks ? 202 : 200)).toBe(0);
        expect(readZenginTransactions(bytes)).toEqual(statements);
      }),
    );
  });

  test('has the balances that its lines have', () => {
    const lines = [
      { ...line, balance: 5000 },
      { ...line, direction: '2' as const, amount: 6000, balance: -1000 },
    ];
    expect(readZenginTransactions(writeZenginTransactions([transactions({ lines })]))).toEqual([
      transactions({ openingBalance: -6000, lines }),
    ]);
  });

  test('is not written when a balance does not follow from the lines before it', () => {
    const lines = [
      { ...line, balance: 5000 },
      { ...line, balance: 5000 },
    ];
    expect(thrown(() => writeZenginTransactions([transactions({ lines })]))).toMatchObject({
      ...{ statement: 1, line: 2, field: '残高' },
      message: 'statement 1: line 2: 残高: expected 16000, which follows from the lines before it, found 5000',
    });
  });

  test.each([
    ['an empty statement', transactions({ lines: [] })],
    ['an empty statement with a balance', transactions({ lines: [], openingBalance: 0 })],
    ['a balance below zero', transactions({ lines: [], openingBalance: -1 })],
    ['the largest amounts', transactions({ lines: [{ ...line, amount: 999_999_999_999 }] })],
  ])('holds %s', (_what, statement) => {
    expect(readZenginTransactions(writeZenginTransactions([statement]))).toEqual([statement]);
  });
});

describe('振込入金通知', () => {
  const anyDeposits = fc.record({
    account: anyAccount.map(({ accountNumber, ...rest }) => ({ ...rest, accountNumber: accountNumber.slice(-7) })),
    ...dates,
    deposits: fc.array(
      fc.record(
        {
          bookDate: date,
          valueDate: date,
          amount: fc.oneof(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 0, max: 99_999_999_999 })),
          payerName: textOf(48),
          cancelled: fc.constant(true),
          inquiryNumber: code(6),
          ...details,
        },
        { requiredKeys: ['bookDate', 'valueDate', 'amount', 'payerName'] },
      ),
      { maxLength: 8 },
    ),
  });

  test('is laid out as the banks publish it', () => {
    const full = { payerCode: '12', remittingBank: 'ﾀﾞﾐ-', remittingBranch: 'ｷﾀ', ediInformation: 'NO.1' };
    const statement = deposits({
      deposits: [
        { ...deposit, ...full },
        { ...deposit, amount: 500, cancelled: true },
      ],
    });
    const head = ['1010', '081120', '081001', '081031', '9990', ' '.repeat(15), '001', ' '.repeat(15), '1', '2000002'];
    const payer = ['0000000012', 'ｶ)ﾐﾎﾝ'.padEnd(48), 'ﾀﾞﾐ-'.padEnd(15), 'ｷﾀ'.padEnd(15), '0', 'NO.1'.padEnd(20)];
    const records = [
      [...head, 'ｶ)ﾃｽﾄｼﾖｳﾃﾝ'.padEnd(40), ' '.repeat(93)],
      ['2', '000000', '081005', '081005', '0000011000', '0000000000', ...payer, ' '.repeat(52)],
      [
        ...['2', '000000', '081005', '081005', '0000000500', '0000000000', '0000000000'],
        ...['ｶ)ﾐﾎﾝ'.padEnd(48), ' '.repeat(30), '1', ' '.repeat(72)],
      ],
      ['8', '000001', '000000011000', '000001', '000000000500', ' '.repeat(163)],
      ['9', ' '.repeat(199)],
    ].map((parts) => parts.join(''));
    expect(records.map(({ length }) => length)).toEqual([200, 200, 200, 200, 200]);
    expect(decode(writeZenginDeposits([statement]))).toBe(records.map((record) => `${record}\r\n`).join(''));
  });

  test('is read as it was written, in both of its formats', () => {
    fc.assert(
      fc.property(fc.array(anyDeposits, { minLength: 1, maxLength: 3 }), fc.boolean(), (statements, lineBreaks) => {
        expect(readZenginDeposits(writeZenginDeposits(statements, { lineBreaks }))).toEqual(statements);
      }),
    );
  });

  test('has フォーマットB when an amount has more than 10 digits', () => {
    const statement = deposits({ deposits: [{ ...deposit, amount: 10_000_000_000 }, deposit] });
    const text = decode(writeZenginDeposits([statement], { lineBreaks: false }));
    expect([text.slice(219, 229), text.slice(328, 340)]).toEqual(['0000000000', '010000000000']);
    expect([text.slice(419, 429), text.slice(528, 540)]).toEqual(['0000011000', '000000000000']);
    expect(readZenginDeposits(writeZenginDeposits([statement]))).toEqual([statement]);
  });

  test('may count what is cancelled in the sum of all, as the layout leaves open', () => {
    const statement = deposits({ deposits: [deposit, { ...deposit, amount: 500, cancelled: true }] });
    const text = decode(writeZenginDeposits([statement]));
    const other = text.replace('8000001000000011000', '8000002000000011500');
    expect(readZenginDeposits(encode(other))).toEqual([statement]);
  });
});

/** JIS X 0201. */
const encode = (text: string) =>
  Uint8Array.from(text, (character) => {
    const unit = character.charCodeAt(0);
    return unit < 0x80 ? unit : unit - 0xfec0;
  });

describe('what cannot be written', () => {
  test.each([
    ['kanji in a description', { description: '髙島' }, '摘要内容', '髙'],
    ['a comma, which the set leaves out', { description: 'A,B' }, '摘要内容', ','],
    ['an emoji', { payerName: 'ﾃｽﾄ🍺' }, '振込依頼人名', '🍺'],
    ['a slash in a name, where the set has fewer marks', { remittingBank: 'ｱ/ｲ' }, '仕向銀行名', '/'],
  ])('%s is named with its line, field and character', (_what, change, field, character) => {
    const statements = [transactions(), transactions({ lines: [line, { ...line, ...change }] })];
    const error = thrown(() => writeZenginTransactions(statements));
    expect(error).toBeInstanceOf(BankDataError);
    expect(error).toMatchObject({ statement: 2, line: 2, field, character });
    expect(String(error)).toContain(`statement 2: line 2: ${field}: ${character} (U+`);
  });

  test.each([
    [{ description: 'ｱ'.repeat(21) }, '摘要内容', '21 characters do not fit: the field has 20'],
    [{ amount: 1_000_000_000_000 }, '取引金額', '13 digits do not fit: the field has 12'],
    [{ amount: -1 }, '取引金額', 'expected whole yen without a sign, found -1'],
    [{ amount: 0.5 }, '取引金額', 'expected whole yen without a sign, found 0.5'],
    [{ bookDate: '2026-02-30' }, '勘定日', '"2026-02-30" cannot be written'],
    [{ valueDate: '2008-12-31' }, '預入・払出日', 'expected YYYY-MM-DD of 2009-01-01 to 2038-12-31'],
    [{ direction: '3' as '1' }, '入払区分', 'expected 1 or 2'],
    [{ inquiryNumber: 'A1' }, '照会番号', 'expected at most 8 digits'],
  ])('%j is named with its line and field', (change, field, message) => {
    const error = thrown(() => writeZenginTransactions([transactions({ lines: [line, { ...line, ...change }] })]));
    expect(error).toMatchObject({ statement: 1, line: 2, field });
    expect(String(error)).toContain(message);
  });

  test('an account of another kind, a holder in kanji and no statement at all', () => {
    const other = transactions({ account: { ...account, accountType: '9' } });
    expect(() => writeZenginTransactions([other])).toThrow(
      'statement 1: 預金種目: expected 1 (普通), 2 (当座) or 4 (貯蓄), found 9',
    );
    const kanji = deposits({ account: { ...account, accountHolder: '株式会社' } });
    expect(() => writeZenginDeposits([kanji])).toThrow('statement 1: 口座名: 株 (U+682A)');
    expect(() => writeZenginTransactions([])).toThrow('expected a statement at least');
    expect(() => writeZenginDeposits([])).toThrow('expected a statement at least');
  });

  test('becomes a space, or is cut, when the file may be lossy', () => {
    const lines = [{ ...line, description: '髙島ｱ', payerName: 'ｱ'.repeat(50) }];
    const [statement] = readZenginTransactions(writeZenginTransactions([transactions({ lines })], { lossy: true }));
    expect(statement?.lines).toEqual([{ ...line, description: '  ｱ', payerName: 'ｱ'.repeat(48) }]);
  });
});

test('kana of any width are written in the banks’ character set', () => {
  const katakana = Array.from('アカガキギサザタダハバパマヤャユュヨョラワヲンーッァヴぱあがａＺ９（）　');
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...katakana), minLength: 1, maxLength: 20 }), (text) => {
      const written = transactions({ lines: [{ ...line, payerName: text }] });
      const [read] = readZenginTransactions(writeZenginTransactions([written]));
      expect(read?.lines[0]?.payerName ?? '').toBe(toZenginText(text).trimEnd());
    }),
  );
});

describe('a file that is not whole', () => {
  const statement = transactions({ openingBalance: 0, lines: [line, { ...line, direction: '2', amount: 440 }] });
  const files: [string, Uint8Array, (bytes: Uint8Array) => unknown][] = [
    ['入出金取引明細', writeZenginTransactions([statement]), readZenginTransactions],
    [
      '入出金取引明細 without line breaks',
      writeZenginTransactions([statement], { lineBreaks: false }),
      readZenginTransactions,
    ],
    ['振込入金通知', writeZenginDeposits([deposits()]), readZenginDeposits],
  ];

  test.each(files)('%s is refused wherever it is cut off', (_name, bytes, read) => {
    const whole = Array.from({ length: bytes.length }, (_, length) => length).filter((length) => {
      const error = thrown(() => read(bytes.subarray(0, length)));
      if (error === undefined) return true;
      expect(error).toBeInstanceOf(BankDataError);
      return false;
    });
    // Only the last line break may be missing.
    expect(whole).toEqual(bytes.at(-1) === 0x0a ? [bytes.length - 2, bytes.length - 1] : []);
  });

  test.each(files)(
    '%s is refused when a digit of an amount, a number or a balance is another',
    (_name, bytes, read) => {
      const size = bytes.includes(0x0d) ? 202 : 200;
      // Where they stand: the balance before, an amount, a trailer.
      const ofTransactions = { 1: [115, 129], 2: [24, 36], 8: [1, 61] } as const;
      const ofDeposits = { 2: [19, 29], 8: [1, 37] } as const;
      const numbers: Record<string, readonly [number, number]> = bytes[2] === 0x33 ? ofTransactions : ofDeposits;
      for (let start = 0; start < bytes.length; start += size) {
        const kind = String.fromCharCode(bytes[start] ?? 0);
        const [from, to] = numbers[kind] ?? [0, 0];
        for (let place = start + from; place < start + to; place += 1) {
          const changed = Uint8Array.from(bytes);
          changed[place] = bytes[place] === 0x35 ? 0x36 : 0x35;
          expect(
            thrown(() => read(changed)),
            `${kind} ${place - start}`,
          ).toBeInstanceOf(BankDataError);
        }
      }
    },
  );

  const text = decode(writeZenginTransactions([statement], { lineBreaks: false }));
  const records = text.match(/.{200}/g) ?? [];
  test.each([
    ['nothing', '', 'the file has no end record'],
    ['records in another order', [1, 0, 2, 3, 4], 'line 1: データ区分: expected 1, found "2"'],
    ['no trailer', [0, 1, 2, 4], 'line 4: データ区分: expected 2 or 8, found "9"'],
    ['something after the end', [0, 1, 2, 3, 4, 4], 'line 6: データ区分: expected nothing after the end record'],
    ['a line less', [0, 1, 3, 4], 'line 3: 出金件数: expected 0, which follows from the records before it, found 1'],
    ['another number of records', text.replace(/9000000000[5]/, '90000000009'), 'line 5: レコード総件数: expected 5'],
    ['a date that does not exist', text.replace('081005', '081032'), 'line 2: 勘定日: expected a date as YYMMDD'],
    ['letters for an amount', text.replace('000000011000', '0000000110OO'), 'line 2: 取引金額: expected 12 digits'],
    [
      'spaces that an editor has taken',
      records.map((record) => record.trimEnd()).join('\r\n'),
      'line 1: expected 200 bytes',
    ],
  ])('is told where it is wrong: %s', (_what, file, message) => {
    const changed = typeof file === 'string' ? file : file.map((index) => records[index]).join('');
    expect(() => readZenginTransactions(encode(changed))).toThrow(message);
  });

  test('is told that it is the other layout, or no JIS', () => {
    const notice = writeZenginDeposits([deposits()]);
    expect(() => readZenginTransactions(notice)).toThrow('line 1: 種別コード: expected 03 (入出金取引明細), found 01');
    expect(() => readZenginDeposits(writeZenginTransactions([statement]))).toThrow(
      'expected 01 (振込入金通知), found 03',
    );
    // 0xf1 is 1 in EBCDIC.
    expect(() => readZenginDeposits(new Uint8Array(200).fill(0xf1))).toThrow('line 1: expected JIS text');
  });

  test('may end with what banks end files with', () => {
    const bytes = [...writeZenginTransactions([statement])];
    expect(readZenginTransactions(Uint8Array.from([...bytes, 0x1a]))).toEqual(
      readZenginTransactions(Uint8Array.from(bytes)),
    );
    const lineFeeds = bytes.filter((byte) => byte !== 0x0d);
    expect(readZenginTransactions(Uint8Array.from(lineFeeds))).toHaveLength(1);
  });
});
