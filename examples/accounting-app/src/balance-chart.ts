import { daysBetween, formatYen } from '@renkei/sdk/japan';
import { dateInWords, shortYen } from './format.ts';
import { type Html, html } from './html.ts';
import { amountTicks, dateTicks } from './ticks.ts';

/** A balance at the end of a day. */
export type ClosingBalance = { date: string; balance: number };

type Size = { width: number; height: number };

const margin = { top: 16, right: 16, bottom: 32, left: 64 };

/** The balance over time as an SVG, in a wide and a narrow drawing of which the style sheet shows one. */
export function balanceChart(points: ClosingBalance[], until: string): Html {
  return html`${drawing(points, until, 'wide', { width: 920, height: 280 })}
    ${drawing(points, until, 'narrow', { width: 340, height: 240 })}`;
}

/** What the chart shows, for those who do not see it. */
export function describeBalances(points: ClosingBalance[]): string {
  const [first, last] = [points.at(0), points.at(-1)];
  if (!first || !last) return '残高の記録はありません。';
  const lowest = points.reduce((low, point) => (point.balance < low.balance ? point : low));
  const highest = points.reduce((high, point) => (point.balance > high.balance ? point : high));
  return [
    `${dateInWords(first.date)}から${dateInWords(last.date)}までの日ごとの最終残高。`,
    `最低 ${formatYen(lowest.balance)}（${dateInWords(lowest.date)}）、`,
    `最高 ${formatYen(highest.balance)}（${dateInWords(highest.date)}）、`,
    `最後 ${formatYen(last.balance)}。`,
  ].join('');
}

function drawing(points: ClosingBalance[], until: string, name: string, size: Size): Html {
  const [first, last] = [points.at(0), points.at(-1)];
  if (!first || !last) return html``;
  const end = until > last.date ? until : last.date;
  const right = size.width - margin.right;
  const bottom = size.height - margin.bottom;

  const amounts = points.map((point) => point.balance);
  const yTicks = amountTicks(Math.min(0, ...amounts), Math.max(0, ...amounts), 5);
  const [low, high] = [yTicks.at(0) ?? 0, yTicks.at(-1) ?? 1];
  const days = Math.max(daysBetween(first.date, end), 1);
  const x = (date: string) => round(margin.left + (daysBetween(first.date, date) / days) * (right - margin.left));
  const y = (amount: number) => round(bottom - ((amount - low) / (high - low)) * (bottom - margin.top));

  // A balance holds until the next line: steps, no slopes.
  const steps = points.map(
    (point, index) => `${index === 0 ? 'M' : 'H'}${x(point.date)}${index === 0 ? ',' : 'V'}${y(point.balance)}`,
  );
  const line = `${steps.join('')}H${x(end)}`;
  const xTicks = dateTicks(first.date, end, Math.floor((right - margin.left) / 84)).filter(
    (tick) => x(tick.date) <= right - 8,
  );

  return html`<svg class="chart chart-${name}" viewBox="0 0 ${size.width} ${size.height}" role="img"
    aria-labelledby="chart-title-${name} chart-description-${name}">
  <title id="chart-title-${name}">残高の推移</title>
  <desc id="chart-description-${name}">${describeBalances(points)}</desc>
  <g class="chart-grid" aria-hidden="true">
    ${yTicks.map(
      (
        amount,
      ) => html`<path class="${amount === 0 ? 'chart-zero' : 'chart-rule'}" d="M${margin.left},${y(amount)}H${right}"/>
    <text x="${margin.left - 10}" y="${y(amount) + 4}" text-anchor="end">${shortYen(amount)}</text>`,
    )}
    ${xTicks.map(
      (tick) => html`<path class="chart-tick" d="M${x(tick.date)},${bottom}v5"/>
    <text x="${x(tick.date)}" y="${bottom + 21}" text-anchor="middle">${tick.label}</text>`,
    )}
  </g>
  <path class="chart-area" d="${line}V${y(0)}H${x(first.date)}Z"/>
  <path class="chart-line" d="${line}"/>
  <circle class="chart-now" cx="${x(end)}" cy="${y(last.balance)}" r="4"/>
</svg>`;
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
