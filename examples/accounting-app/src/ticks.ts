import { addDays, daysBetween } from '@renkei/sdk/japan';

/** About `most` round values that cover both ends: steps of 1, 2 or 5 times a power of ten. */
export function amountTicks(low: number, high: number, most: number): number[] {
  const rough = Math.max((high - low) / Math.max(most - 1, 1), 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.floor(low / step);
  const last = Math.max(Math.ceil(high / step), first + 1);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}

/** At most `most` days to label between two dates: firsts of months, or every few days when the time is short. */
export function dateTicks(from: string, to: string, most: number): { date: string; label: string }[] {
  const days = daysBetween(from, to);
  if (days < 62) {
    const step = [1, 2, 3, 7, 14, 28].find((size) => days / size < most) ?? 28;
    return range(Math.floor(days / step) + 1).map((index) => {
      const date = addDays(from, index * step);
      return { date, label: `${Number(date.slice(5, 7))}/${Number(date.slice(8))}` };
    });
  }
  const months = firstsOfMonths(from, to);
  const step = [1, 2, 3, 4, 6, 12].find((size) => Math.ceil(months.length / size) <= most) ?? 12;
  return months
    .filter((_, index) => index % step === 0)
    .map((date, index) => {
      const month = `${Number(date.slice(5, 7))}月`;
      return { date, label: index === 0 || date.slice(5, 7) === '01' ? `${date.slice(0, 4)}年${month}` : month };
    });
}

function firstsOfMonths(from: string, to: string): string[] {
  const [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7))];
  const firsts = range(Math.ceil(daysBetween(from, to) / 28) + 2).map((index) =>
    new Date(Date.UTC(year, month - 1 + index)).toISOString().slice(0, 10),
  );
  return firsts.filter((date) => date >= from && date <= to);
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}
