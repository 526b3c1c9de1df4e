import * as z from 'zod';
import { operationIds } from './operations.ts';

const milliseconds = z.int().nonnegative().max(600_000);

const delay = z.union([
  z.strictObject({ fixedMs: milliseconds }),
  z
    .strictObject({ minMs: milliseconds, maxMs: milliseconds })
    .refine(({ minMs, maxMs }) => minMs <= maxMs, { path: ['maxMs'], error: 'expected no less than minMs' }),
  z.strictObject({ medianMs: milliseconds.positive(), sigma: z.number().positive().max(3) }),
]);

const members = z.strictObject({
  operationId: z
    .string()
    .refine((id) => operationIds.includes(id), `expected an operation of a bank: ${operationIds.join(', ')}`)
    .optional(),
  path: z
    .string()
    .regex(/^\/[\x21-\x7e]*$/, "expected a path below the bank's base, e.g. /api/v1/*")
    .max(200)
    .optional(),
  client: z.string().min(1).max(64).optional(),
  times: z.int().positive().optional(),
  every: z.int().min(2, 'expected 2 or more: every second call, every third …').optional(),
  probability: z.number().positive().max(1).optional(),
  seed: z.string().min(1).max(100).optional(),
  delay: delay.optional(),
  status: z.int().min(400).max(599).optional(),
  code: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,63}$/, 'expected a code such as maintenance')
    .optional(),
  retryAfterSeconds: z.int().positive().max(86_400).optional(),
  effect: z.enum(['drop-connection', 'truncate-body', 'malformed-json', 'slow-bytes']).optional(),
});

type Members = z.output<typeof members>;

/** What cannot go together, as a refinement of whoever extends the members. */
function refineFault(fault: Members, context: z.RefinementCtx): void {
  const mistake = (key: keyof Members, message: string) => context.addIssue({ code: 'custom', path: [key], message });
  const { status, effect, delay: pause, code, retryAfterSeconds, seed, probability } = fault;
  if (status === undefined && effect === undefined && pause === undefined) {
    mistake('status', 'missing; expected a status, an effect or a delay');
  }
  if (status !== undefined && effect !== undefined)
    mistake('effect', 'a status is given as well; expected one of them');
  if (code !== undefined && status === undefined) mistake('code', 'expected together with a status');
  if (retryAfterSeconds !== undefined && status === undefined) {
    mistake('retryAfterSeconds', 'expected together with a status');
  }
  if (seed !== undefined && probability === undefined) mistake('seed', 'expected together with a probability');
}

/** A fault of a customer of a world file: it strikes the calls that are made with his tokens. */
export const customerFaultSchema = members.superRefine(refineFault);

/** A fault anywhere in a world. */
export const faultSchema = members
  .extend({ bank: z.string().optional(), customer: z.string().optional() })
  .superRefine(refineFault);

/** What goes wrong, for whom and how often. Where nothing is said it strikes every call. */
export type Fault = z.output<typeof faultSchema>;
/** How long a fault waits. */
export type Delay = z.output<typeof delay>;
