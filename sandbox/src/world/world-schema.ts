import * as z from 'zod';
// What zod makes of the schema below, written out by `npm run generate`: our users have no zod.
import type * as written from '../../../openapi/generated/world.ts';
import { isCameraTokenSecret } from '../bank/camera-token.ts';
import { isInquiryPin } from '../bank/inquiry-pin.ts';
import { isTokenSecret } from '../bank/one-time-password.ts';
import { services } from '../bank/service.ts';
import { isTimeOfDay } from '../bank/service-hours.ts';
import { isActivationPassword } from '../bank/software-token.ts';
import { LARGEST_BALANCE, movedBy } from '../bank/statement.ts';
import { isZenginText } from '../bank/zengin.ts';
import { customerFaultSchema } from './fault.ts';
import { clientSchema } from './world-client.ts';
import { isDay } from './world-days.ts';

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'expected lower-case letters, digits and hyphens');
const date = z.iso.date();
const zengin = z
  .string()
  .min(1)
  .refine((text) => isZenginText(text), 'expected half-width kana of the Zengin set, e.g. ｻﾝﾄﾞﾎﾞﾂｸｽ');
// Without quotes, YAML reads digits as a number and drops the leading zeros.
const digits = (pattern: RegExp, expected: string) => z.string(expected).regex(pattern, expected);
const yen = z.int().min(-LARGEST_BALANCE).max(LARGEST_BALANCE);
const positive = z.int().positive();

const service = z.enum(['balances', 'transactions', 'deposits']);

const line = z.strictObject({
  bookDate: z.string().refine(isDay, 'expected a day, e.g. 2026-11-20, or days before the start, e.g. -P30D'),
  valueDate: date.optional(),
  direction: z.enum(['1', '2']),
  category: z.enum(['10', '11', '12', '13', '14', '15', '18', '19']),
  amount: yen.nonnegative(),
  description: zengin,
  deposit: z
    .strictObject({
      payerName: zengin,
      remittingBank: zengin,
      remittingBranch: zengin,
      ediInformation: z
        .string()
        .max(20)
        .refine((text) => isZenginText(text, { edi: true }), 'expected half-width characters')
        .optional(),
    })
    .optional(),
});

const accountMembers = z.strictObject({
  branchCode: digits(/^\d{3}$/, 'expected 3 digits in quotes'),
  branchName: z.string().min(1).max(40),
  type: z.enum(['1', '2', '4', '9']).default('1'),
  number: digits(/^\d{7}$/, 'expected 7 digits in quotes'),
  holder: zengin,
  memo: z.string().max(40).optional(),
  kind: z.enum(['representative', 'related']).default('related'),
  inquiryPin: z.string('expected 4 digits in quotes').refine(isInquiryPin, 'expected 4 digits in quotes'),
  inquiryPinState: z.enum(['unregistered', 'pending', 'registered']).default('unregistered'),
  inquiryPinLocked: z.boolean().default(false),
  openingBalance: yen.default(0),
  statement: z
    .union([
      z.strictObject({ lines: z.array(line) }),
      z.strictObject({
        linesPerMonth: positive.max(50_000),
        daysBack: positive.max(400).default(400),
        seed: z.string().min(1).optional(),
      }),
    ])
    .default({ lines: [] }),
});

/** Whether money could come to more than a balance can be, in whatever order the lines are booked. */
function isTooMuch({ openingBalance, statement }: z.infer<typeof accountMembers>): boolean {
  const moves = 'lines' in statement ? statement.lines.map(movedBy) : [];
  const sumOf = (sign: 1 | -1) => moves.reduce((sum, yen) => sum + Math.max(0, sign * yen), sign * openingBalance);
  return Math.max(sumOf(1), sumOf(-1)) > LARGEST_BALANCE;
}

// Wrong tries are made while a PIN is being registered: no other state has them.
const account = accountMembers
  .refine(({ inquiryPinLocked, inquiryPinState }) => !inquiryPinLocked || inquiryPinState === 'unregistered', {
    path: ['inquiryPinLocked'],
    error: 'only an inquiry PIN that is unregistered can be locked; expected false',
  })
  .refine((members) => !isTooMuch(members), {
    path: ['statement'],
    error: 'the amounts come to more than a balance can be; expected balances of at most 13 digits',
  });

const certificate = z.strictObject({
  id: id.refine((text) => text !== 'ca', 'ca is the file of the sandbox CA; expected another id'),
  state: z.enum(['valid', 'not-yet-valid', 'expired', 'revoked', 'not-for-clients', 'foreign']).default('valid'),
});

const tokenCode = z.string().regex(/^[A-Z0-9-]{4,16}$/, 'expected 4 to 16 capitals, digits and hyphens');

const cameraToken = z.strictObject({
  code: tokenCode,
  secret: z
    .string('expected hex in quotes')
    .refine(isCameraTokenSecret, 'expected 16 bytes or more in hex, e.g. 64 characters in quotes'),
});

const customer = z.strictObject({
  loginId: z.string().regex(/^[A-Za-z0-9]{1,12}$/, 'expected 1 to 12 half-width letters and digits'),
  loginPassword: z.string().regex(/^[\x21-\x7e]{1,64}$/, 'expected 1 to 64 half-width characters'),
  name: z.string().min(1).max(40),
  login: z.enum(['certificate', 'password']),
  certificates: z.array(certificate).default([]),
  locked: z.boolean().default(false),
  role: z.enum(['operator', 'administrator']).default('operator'),
  services: z
    .array(service)
    .min(1)
    .default([...services]),
  mailAddress: z.email().optional(),
  mailUndeliverable: z.boolean().default(false),
  additionalAuthentication: z
    .strictObject({ question: z.string().min(1).max(100), answer: z.string().trim().min(1).max(100) })
    .optional(),
  tokenSecret: z
    .string()
    .max(64)
    .refine(isTokenSecret, 'expected a Base32 secret of 16 bytes or more, in capitals, e.g. of 32 characters')
    .optional(),
  softwareToken: z
    .strictObject({
      state: z.enum(['unissued', 'issued', 'in-use', 'suspended']),
      appIsSetUp: z.boolean().default(true),
      activationPassword: z
        .string()
        .refine(isActivationPassword, 'expected 4 to 12 half-width letters and digits')
        .default('start1234'),
    })
    .optional(),
  cameraToken: z
    .strictObject({
      code: tokenCode,
      state: z.enum(['not-set-up', 'in-use', 'suspended', 'cancelled']).default('in-use'),
    })
    .optional(),
  phoneClockOffsetSeconds: z.int().optional(),
  mailFilter: z.boolean().optional(),
  mayNotInquire: z.array(digits(/^\d{7}$/, 'expected an account number in quotes')).default([]),
  faults: z.array(customerFaultSchema).default([]),
  purpose: z.strictObject({ ja: z.string().min(1), en: z.string().min(1) }),
});

const company = z.strictObject({
  id,
  name: z.string().min(1).max(60),
  accounts: z.array(account).default([]),
  cameraTokens: z.array(cameraToken).default([]),
  customers: z.array(customer).min(1),
});

const timeOfDay = z
  .string('expected a time in quotes, e.g. "08:00"')
  .refine(isTimeOfDay, 'expected HH:MM, e.g. "08:00"');
const hours = z
  .strictObject({ from: timeOfDay, to: timeOfDay })
  .refine(({ from, to }) => from < to, 'expected a time to that is after from')
  .nullable();

const settings = z.strictObject({
  wrongLoginPasswordsBeforeLock: positive,
  additionalAuthentication: z.enum(['always', 'never', 'new-client', 'after-wrong-password']),
  wrongAnswersBeforeLock: positive,
  wrongInquiryPinsBeforeLock: positive,
  wrongOneTimePasswordsBeforeSuspension: positive,
  screenIdleSeconds: positive,
  authorizationCodeSeconds: positive,
  accessTokenSeconds: positive,
  consentDays: positive,
  inquiryDays: positive.max(400),
  serviceHours: z.union([
    z.literal('always'),
    z.strictObject({ businessDays: hours, saturdays: hours, holidays: hours }),
  ]),
});

const bank = z.strictObject({
  settings: settings.partial().optional(),
  maintenance: z
    .strictObject({ from: z.iso.datetime({ offset: true }), to: z.iso.datetime({ offset: true }) })
    .refine(({ from, to }) => Date.parse(from) < Date.parse(to), 'expected a time to that is after from')
    .optional(),
  companies: z.array(company).default([]),
});

/** Another number, whenever what the schema makes of a world is another: a kept world of this one is not checked anew. */
export const WORLD_SCHEMA_VERSION = 1;

/** A world: vendors, banks, companies, customers. What is left out takes the default shown in the JSON Schema. */
export const worldSchema = z.strictObject({
  /** What the world is called. */
  name: id.default('default'),
  /** World time at the start, RFC 3339 with an offset. Default: the real time. */
  clock: z.iso.datetime({ offset: true }).optional(),
  /** The vendors' apps that are registered. */
  clients: z.array(clientSchema).default([]),
  /** The companies and customers of each bank, and what is settled otherwise there. */
  banks: z.strictObject({
    gunma: bank.default({ companies: [] }),
    sorachi: bank.default({ companies: [] }),
    miyakojima: bank.default({ companies: [] }),
    gunken: bank.default({ companies: [] }),
    mizuho: bank.default({ companies: [] }),
  }),
});

/**
 * A world as it is written: what a world file says, as an object. What is left out takes its default; each key is explained in the
 * [commented world file](./world-template.ts) that `npx sandbox init` writes.
 *
 * @example
 * ```ts
 * import { createSandbox, type WorldInput } from '@renkei/sandbox';
 *
 * const world: WorldInput = { name: 'mine', clock: '2026-11-20T09:00:00+09:00', banks: { gunma: { companies: [] } } };
 * const sandbox = await createSandbox({ world });
 * ```
 */
export interface WorldInput extends written.WorldInput {}
/**
 * A world, checked and with its defaults; each key is explained in the [commented world file](./world-template.ts).
 *
 * @example
 * ```ts
 * import { parseWorldFile, type World } from '@renkei/sandbox';
 *
 * const world: World = parseWorldFile('banks: { gunma: { companies: [] } }', 'world.yaml');
 * console.log(world.name, world.clients.length);
 * ```
 */
export interface World extends written.World {}
/** A company of a world. */
export type WorldCompany = z.output<typeof company>;
/** An account of a world. */
export type WorldAccount = z.output<typeof account>;
/** A customer of a world. */
export type WorldCustomer = z.output<typeof customer>;
