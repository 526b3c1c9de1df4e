import { describe, expect, it } from 'vitest';
import { balanceChart, describeBalances } from '../../examples/accounting-app/src/balance-chart.ts';
import { amountTicks, dateTicks } from '../../examples/accounting-app/src/ticks.ts';

const points = [
  { date: '2026-11-01', balance: 100_000 },
  { date: '2026-11-10', balance: 50_000 },
];

describe('balanceChart', () => {
  it('draws steps: level until a line, then straight to the new balance, level to the last day', () => {
    const path = /class="chart-line" d="([^"]+)"/.exec(balanceChart(points, '2026-11-20').text)?.[1];
    expect(path).toMatch(/^M64,[\d.]+H[\d.]+V[\d.]+H904$/);
  });

  it('says in words what it shows, and is named for those who do not see it', () => {
    const { text } = balanceChart(points, '2026-11-20');
    expect(text).toContain('role="img"');
    expect(text).toContain('<title id="chart-title-wide">残高の推移</title>');
    expect(describeBalances(points)).toBe(
      '2026年11月1日から2026年11月10日までの日ごとの最終残高。最低 ¥50,000（2026年11月10日）、最高 ¥100,000（2026年11月1日）、最後 ¥50,000。',
    );
  });

  it.each([
    ['one day', [{ date: '2026-11-01', balance: 0 }]],
    ['an overdraft', [{ date: '2026-11-01', balance: -5000 }, ...points.slice(1)]],
    ['large amounts', [{ date: '2025-01-01', balance: 9_999_999_999 }, ...points]],
  ])('draws %s within its frame', (_, some) => {
    const { text } = balanceChart(some, '2026-11-20');
    expect(text).not.toMatch(/NaN|Infinity|undefined/);
    const heights = [...text.matchAll(/V(-?[\d.]+)|,(-?[\d.]+)H/g)].map(([, v, h]) => Number(v ?? h));
    for (const height of heights) expect(height).toBeGreaterThanOrEqual(0);
    for (const height of heights) expect(height).toBeLessThanOrEqual(280);
  });

  it('draws nothing without points', () => expect(balanceChart([], '2026-11-20').text.trim()).toBe(''));
});

describe('ticks', () => {
  it.each([
    [0, 950_000, [0, 500_000, 1_000_000]],
    [-20_000, 100_000, [-100_000, 0, 100_000]],
    [0, 0, [0, 1]],
  ])('are round amounts from %i to %i', (low, high, expected) => expect(amountTicks(low, high, 3)).toEqual(expected));

  it('are the firsts of months over a long time, with the year where it begins', () => {
    const labels = dateTicks('2026-09-15', '2027-02-20', 8).map((tick) => tick.label);
    expect(labels).toEqual(['2026年10月', '11月', '12月', '2027年1月', '2月']);
  });

  it('are some days over a short time, never more than fit', () => {
    expect(dateTicks('2026-11-01', '2026-11-20', 4).map((tick) => tick.label)).toEqual(['11/1', '11/8', '11/15']);
  });
});
