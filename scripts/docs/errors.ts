import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { type RefusalCode, refusal } from '../../sandbox/src/bank/refusal.ts';
import { root } from './root.ts';

const words = z.strictObject({ en: z.string().min(1), ja: z.string().min(1) });

const entrySchema = z.strictObject({
  status: z.union([z.number(), z.string()]).optional(),
  /** What it means. */
  happened: words,
  /** What the vendor shows the customer, ready to use; `null`: nothing of its own, it is the developer's. */
  customer: z.string().min(1).nullable(),
  next: words,
  /** Where it comes from: a manual and its step, a section of an RFC, or us. */
  source: z.string().min(1),
});

const head = { title: words, words };
const fileSchema = z.strictObject({ ...head, codes: z.record(z.string(), entrySchema) });
const screensSchema = z.strictObject({ ...head, codes: z.record(z.string(), z.string().min(1)) });

/** What is known of one code. */
export type ErrorEntry = z.infer<typeof entrySchema>;

/** The codes of one kind. */
export type ErrorFile = z.infer<typeof fileSchema>;

const read = (name: string): unknown => parse(readFileSync(`${root}docs/errors/${name}.yaml`, 'utf8'));

/** The entries of `docs/errors/*.yaml`, the one source of what is said about an error. */
export const errorFiles = {
  api: fileSchema.parse(read('api')),
  oauth: fileSchema.parse(read('oauth')),
  'linkage-ended': fileSchema.parse(read('linkage-ended')),
  sdk: fileSchema.parse(read('sdk')),
  'control-api': fileSchema.parse(read('control-api')),
  sandbox: fileSchema.parse(read('sandbox')),
  'exit-codes': fileSchema.parse(read('exit-codes')),
} as const satisfies Record<string, ErrorFile>;

/** The refusals of the screens: what each means in English; the customer's words are the bank's. */
export const screenRefusals = screensSchema.parse(read('screens'));

/** What the customer reads on the screen. */
export const refusalText = (code: string): string => refusal(code as RefusalCode).message;
