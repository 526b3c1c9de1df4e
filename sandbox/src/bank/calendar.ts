import holidayJp from '@holiday-jp/holiday_jp';
import type { Temporal } from 'temporal-polyfill';

/** What a day is to a bank. Sundays are holidays too. */
export type DayKind = 'businessDays' | 'saturdays' | 'holidays';

/**
 * What a day is to banks in Japan: they rest on Saturdays, Sundays, national holidays (the Cabinet Office's list,
 * 1970–2050) and 31 December – 3 January (銀行法施行令 第5条).
 */
export function dayKind(date: Temporal.PlainDate): DayKind {
  const isNewYear = (date.month === 12 && date.day === 31) || (date.month === 1 && date.day <= 3);
  // By its key: the library's own functions take a Date and read it in the machine's time zone.
  const isNational = Object.hasOwn(holidayJp.holidays, date.toString({ calendarName: 'never' }));
  if (isNewYear || isNational || date.dayOfWeek === 7) return 'holidays';
  return date.dayOfWeek === 6 ? 'saturdays' : 'businessDays';
}

/** Whether banks in Japan are open on a day. */
export function isBusinessDay(date: Temporal.PlainDate): boolean {
  return dayKind(date) === 'businessDays';
}

/** The last business day before the date, never the date itself. */
export function previousBusinessDay(date: Temporal.PlainDate): Temporal.PlainDate {
  return businessDay(date, -1);
}

/** The first business day after the date, never the date itself. */
export function nextBusinessDay(date: Temporal.PlainDate): Temporal.PlainDate {
  return businessDay(date, 1);
}

function businessDay(date: Temporal.PlainDate, step: 1 | -1): Temporal.PlainDate {
  let day = date.add({ days: step });
  while (!isBusinessDay(day)) day = day.add({ days: step });
  return day;
}
