import * as z from 'zod';
import { addDays } from '../bank/japan-time.ts';

const date = z.iso.date();
const daysBefore = /^-P(\d{1,3})D$/;

/** Whether a text is a day of a world file: `2026-11-20`, or days before the start of the world, `-P30D`. */
export function isDay(text: string): boolean {
  return daysBefore.test(text) || date.safeParse(text).success;
}

/**
 * A day of a world file as a date, `YYYY-MM-DD`.
 *
 * @param day - one that {@link isDay}
 * @param today - the day on which the world starts
 */
export function dayOf(day: string, today: string): string {
  const days = daysBefore.exec(day)?.[1];
  return days === undefined ? day : addDays(today, -Number(days));
}
