import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { isBusinessDay, nextBusinessDay, previousBusinessDay } from '../../sandbox/src/bank/calendar.ts';
import type { StatementLine } from '../../sandbox/src/bank/statement.ts';
import { isZenginText } from '../../sandbox/src/bank/zengin.ts';
import { generateStatement } from '../../sandbox/src/world/statement-generator.ts';

type Options = Parameters<typeof generateStatement>[0];

const date = (text: string) => Temporal.PlainDate.from(text);

/** Any statement of up to 200 days and 4,000 lines, anywhere in the calendar. */
const anyOptions: fc.Arbitrary<Options> = fc
  .record({
    seed: fc.string(),
    first: fc.integer({ min: 0, max: 12_000 }),
    days: fc.integer({ min: 0, max: 200 }),
    openingBalance: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 9_999_999_999_999 })),
    linesPerMonth: fc.integer({ min: 0, max: 600 }),
  })
  .map(({ first, days, ...rest }) => {
    const from = date('2015-01-01').add({ days: first });
    return { ...rest, from: from.toString(), to: from.add({ days }).toString() };
  });

const threeYears: Options = {
  seed: 'three years',
  from: '2024-01-01',
  to: '2026-12-31',
  openingBalance: 3_000_000,
  linesPerMonth: 60,
};

function everyStatement(check: (lines: StatementLine[], options: Options) => void): void {
  fc.assert(
    fc.property(anyOptions, (options) => check([...generateStatement(options)], options)),
    { numRuns: 60 },
  );
}

describe('every statement', () => {
  test('adds up and never falls below zero', () => {
    everyStatement((lines, { openingBalance }) => {
      const wrong = lines.filter(({ sequence, direction, amount, balance }) => {
        const before = lines[sequence - 2]?.balance ?? openingBalance;
        return balance !== (direction === '1' ? before + amount : before - amount) || balance < 0;
      });
      expect(wrong).toEqual([]);
    });
  });

  test('counts in whole yen that fit a safe integer', () => {
    everyStatement((lines) => {
      const isWhole = (yen: number) => Number.isSafeInteger(yen) && yen >= 0;
      expect(lines.filter(({ amount, balance }) => !isWhole(amount) || amount === 0 || !isWhole(balance))).toEqual([]);
    });
  });

  test('numbers its lines from 1 in the order of booking', () => {
    everyStatement((lines) => {
      expect(lines.map(({ sequence }) => sequence)).toEqual(Array.from(lines, (_, index) => index + 1));
      expect(lines.filter(({ bookDate }, index) => bookDate < (lines[index - 1]?.bookDate ?? ''))).toEqual([]);
    });
  });

  test('keeps its dates in the range', () => {
    everyStatement((lines, { from, to }) => {
      const isWithin = (day: string) => from <= day && day <= to;
      expect(lines.filter(({ bookDate, valueDate }) => !isWithin(bookDate) || !isWithin(valueDate))).toEqual([]);
    });
  });

  test('books nothing but cash when banks are closed', () => {
    everyStatement((lines) => {
      const days = new Set(lines.filter(({ category }) => category !== '10').map(({ bookDate }) => bookDate));
      expect([...days].filter((day) => !isBusinessDay(date(day)))).toEqual([]);
    });
  });

  test('is written in the Zengin set, with at most 20 characters of EDI information', () => {
    everyStatement((lines) => {
      const texts = lines.flatMap(({ description, deposit }) =>
        deposit ? [description, deposit.payerName, deposit.remittingBank, deposit.remittingBranch] : [description],
      );
      expect(texts.filter((text) => text === '' || !isZenginText(text))).toEqual([]);
      const edi = lines.flatMap(({ deposit }) => deposit?.ediInformation ?? []);
      expect(edi.filter((text) => text.length > 20 || !isZenginText(text, { edi: true }))).toEqual([]);
    });
  });

  test('tells the payer of incoming transfers and of nothing else', () => {
    everyStatement((lines) => {
      const wrong = lines.filter((line) => 'deposit' in line !== (line.category === '11' && line.direction === '1'));
      expect(wrong).toEqual([]);
    });
  });

  test('is the same for the same options', () => {
    everyStatement((lines, options) => {
      expect([...generateStatement(options)]).toEqual(lines);
    });
  });

  test('has exactly the lines asked for in every whole month', () => {
    everyStatement((lines, { from, to, linesPerMonth }) => {
      for (let month = date(from).toPlainYearMonth(); `${month}` <= to.slice(0, 7); month = month.add({ months: 1 })) {
        const isWhole = from <= `${month}-01` && `${month}-${month.daysInMonth}` <= to;
        const count = lines.filter(({ bookDate }) => bookDate.startsWith(`${month}`)).length;
        expect(isWhole ? count : Math.max(count, linesPerMonth)).toBe(linesPerMonth);
      }
    });
  });
});

describe('the statement of three years', () => {
  const lines = [...generateStatement(threeYears)];

  test('pays salaries on the last business day of every month', () => {
    const paydays = lines.filter(({ description }) => description === 'ｷﾕｳﾖﾌﾘｺﾐﾃｽｳﾘﾖｳ').map(({ bookDate }) => bookDate);
    expect(paydays).toHaveLength(36);
    for (const payday of paydays) {
      expect(nextBusinessDay(date(payday)).month).not.toBe(date(payday).month);
      const salaries = lines.filter((line) => line.bookDate === payday && line.description.includes('ﾃｽﾄ ﾆｺ'));
      expect(salaries).toMatchObject([{ direction: '2', category: '11' }]);
    }
    expect(paydays).toContain('2026-12-30');
    expect(paydays).toContain('2026-01-30');
  });

  test('books the fee right after a transfer to a supplier', () => {
    const transfers = lines.filter(({ category, direction }) => category === '11' && direction === '2');
    const suppliers = transfers.filter(({ description }) => /[()]/.test(description));
    expect(suppliers.length).toBeGreaterThan(20);
    for (const { sequence, bookDate } of suppliers) {
      expect(lines[sequence]).toMatchObject({ category: '18', direction: '2', bookDate, description: 'ﾌﾘｺﾐﾃｽｳﾘﾖｳ' });
    }
  });

  test('corrects lines of a day before, from their value date', () => {
    const corrections = lines.filter(({ category }) => category === '19');
    expect(corrections.length).toBeGreaterThanOrEqual(9);
    for (const correction of corrections) {
      const corrected = lines.find(
        (line) =>
          line.bookDate < correction.bookDate &&
          line.direction !== correction.direction &&
          line.amount === correction.amount &&
          line.valueDate === correction.valueDate &&
          correction.description === `ﾃｲｾｲ ${line.description}`,
      );
      expect(corrected, `line ${correction.sequence}`).toBeDefined();
    }
  });

  test('has lines on one day that differ in their place alone', () => {
    const twins = lines.filter((line) => {
      const { sequence, balance, ...before } = lines[line.sequence - 2] ?? line;
      const { sequence: ownSequence, balance: ownBalance, ...own } = line;
      return sequence !== ownSequence && balance !== ownBalance && JSON.stringify(before) === JSON.stringify(own);
    });
    expect(twins.length).toBeGreaterThanOrEqual(36);
  });

  test('has value dates before and after the book date', () => {
    const backDated = lines.filter(({ bookDate, valueDate, category }) => valueDate < bookDate && category === '11');
    expect(backDated.length).toBeGreaterThan(0);
    for (const { bookDate, valueDate } of backDated) {
      expect(valueDate).toBe(previousBusinessDay(date(bookDate)).toString());
    }
    const cheques = lines.filter(({ category }) => category === '12');
    expect(cheques.some(({ bookDate, valueDate }) => valueDate > bookDate)).toBe(true);
    expect(cheques.some(({ bookDate, valueDate }) => valueDate < bookDate)).toBe(true);
  });

  test('pays interest twice a year, and the same rent every month', () => {
    const interest = lines.filter(({ description }) => description === 'ﾖｷﾝﾘｿｸ');
    expect(interest.map(({ bookDate }) => bookDate.slice(5, 7))).toEqual(['02', '08', '02', '08', '02', '08']);
    const rents = lines.filter(({ description }) => description === 'ﾃｽﾄﾌﾄﾞｳｻﾝ ﾔﾁﾝ');
    expect(rents).toHaveLength(36);
    expect(new Set(rents.map(({ amount }) => amount)).size).toBe(1);
  });

  test('draws cash on a closed day now and then', () => {
    const closed = lines.filter(({ bookDate }) => !isBusinessDay(date(bookDate)));
    expect(closed.length).toBeGreaterThan(0);
    for (const line of closed) expect(line).toMatchObject({ category: '10', direction: '2' });
  });

  test('shows every category but renewals, with and without EDI information', () => {
    const categories = new Set(lines.map(({ category }) => category));
    expect([...categories].sort()).toEqual(['10', '11', '12', '13', '14', '18', '19']);
    const edi = lines.flatMap(({ deposit }) => (deposit ? [deposit.ediInformation] : []));
    expect(edi).toContain(null);
    expect(edi.some((text) => text?.includes('ｦ'))).toBe(true);
    expect(edi.some((text) => text?.length === 20)).toBe(true);
  });
});

describe('generateStatement', () => {
  test('makes 100,000 lines in well under two seconds', () => {
    const start = performance.now();
    let count = 0;
    for (const line of generateStatement({ ...threeYears, from: '2018-09-01', linesPerMonth: 1000 }))
      count = line.sequence;
    expect(count).toBe(100_000);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  test('makes lines only when they are asked for', () => {
    const [first] = generateStatement({ ...threeYears, linesPerMonth: 1_000_000_000 });
    expect(first?.sequence).toBe(1);
  });

  test('makes none for an empty range or no lines a month', () => {
    expect([...generateStatement({ ...threeYears, to: '2023-12-31' })]).toEqual([]);
    expect([...generateStatement({ ...threeYears, linesPerMonth: 0 })]).toEqual([]);
  });

  test('lets money come in first when the account is overdrawn', () => {
    const [first] = generateStatement({ ...threeYears, openingBalance: -5_000_000 });
    expect(first?.direction).toBe('1');
  });

  test('refuses what is no date, no whole yen or no number of lines', () => {
    const wrong: Partial<Options>[] = [
      { from: '2026-02-30' },
      { to: 'tomorrow' },
      { openingBalance: 0.5 },
      { openingBalance: Number.NaN },
      { openingBalance: 10_000_000_000_000 },
      { linesPerMonth: -1 },
      { linesPerMonth: 1.5 },
    ];
    for (const options of wrong) {
      expect(() => generateStatement({ ...threeYears, ...options }).next(), JSON.stringify(options)).toThrow(
        RangeError,
      );
    }
  });
});
