import { createSandbox, type Sandbox } from '@renkei/sandbox';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { worldOfScreens } from '../browser/world.ts';
import { requestAt } from '../support/app.ts';
import { checkAnswer } from '../support/contract.ts';
import { runs } from '../support/runs.ts';
import { createVisitor, type Screen, type Values } from '../support/visitor.ts';

// Whatever a customer does on the real screens, he leaves with a code only after every step that the manuals ask of him.
// What they ask is written down here from the manuals, for customers of the default world; it is not taken from the code.

interface Person {
  readonly bank: string;
  readonly loginId: string;
  readonly password: string;
  /** 電子証明書方式: the certificate that is chosen before the password. */
  readonly certificate?: string;
  /** 追加認証: the right answer (seeds 001 and 002, step 2). */
  readonly answer?: string;
  /** A token is in use: the login ends with a one-time password (seed 003; seed 004, 1 - B). */
  readonly oneTimePassword?: true;
  /** No account is 登録済み yet: one at least has to be registered, by these PINs. */
  readonly pins: readonly string[];
  /** 登録済み* is dropped at the end of the day, Japan time (seed 004, 3). */
  readonly sameDay?: true;
}

const people: readonly Person[] = [
  { bank: 'gunma', loginId: 'tanaka', password: 'tanaka-pw1', pins: ['1234'] },
  { bank: 'gunma', loginId: 'suzuki', password: 'suzuki-pw1', certificate: 'suzuki-valid', pins: ['1234'] },
  { bank: 'gunma', loginId: 'sato', password: 'sato-pw1', pins: [] },
  { bank: 'sorachi', loginId: 'kobayashi', password: 'kobayashi-pw1', certificate: 'any', answer: 'ころ', pins: [] },
  { bank: 'miyakojima', loginId: 'inoue', password: 'inoue-pw1', answer: 'さくらい', pins: ['1111', '2222'] },
  { bank: 'gunken', loginId: 'abe', password: 'abepw1', oneTimePassword: true, pins: [] },
  { bank: 'mizuho', loginId: 'tanaka', password: 'tanaka-pw1', pins: ['1234', '5678'], sameDay: true },
  { bank: 'mizuho', loginId: 'sato', password: 'sato-pw1', oneTimePassword: true, pins: [] },
];

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox({ world: worldOfScreens(), clock: '2026-11-20T23:40:00+09:00' });
});
afterAll(() => sandbox.close());

/** A button that was pressed: on which screen, with what, when, and whether it led on. */
interface Pressed {
  readonly screen: string;
  readonly action: string;
  readonly values: Values;
  /** World time in Japan. */
  readonly at: string;
  /** The one-time password is the one that the customer's token shows. */
  readonly isToken: boolean;
  readonly ledOn: boolean;
}

/** What the manuals ask of a person, of which nothing may be missing before a code. */
function missing(person: Person, trace: readonly Pressed[], otherRegistered: boolean): readonly string[] {
  const allowed = trace.at(-1) as Pressed;
  const done = (screen: string, action: string, isRight: (pressed: Pressed) => boolean) =>
    trace.some((one) => one.screen === screen && one.action === action && one.ledOn && isRight(one));
  const byPassword = done(
    'entry',
    'login',
    ({ values }) => values.loginId === person.loginId && values.loginPassword === person.password,
  );
  const byCertificate =
    done('certificate-selection', 'select', ({ values }) => values.certificate !== undefined) &&
    done('certificate-password', 'login', ({ values }) => values.loginPassword === person.password);
  const registered = trace.some(
    ({ screen, action, ledOn, values, at }) =>
      screen === 'inquiry-pin-registration' &&
      action === 'register' &&
      ledOn &&
      Object.entries(values).some(
        ([name, pin]) => name.startsWith('inquiryPin') && person.pins.includes(String(pin)),
      ) &&
      (person.sameDay !== true || at.slice(0, 10) === allowed.at.slice(0, 10)),
  );
  const idle = trace.some(({ at }, index) => {
    const before = trace[index - 1]?.at ?? at;
    return Date.parse(at) - Date.parse(before) > 10 * 60_000;
  });
  const steps: readonly [name: string, isDone: boolean][] = [
    ['login', person.certificate ? byCertificate : byPassword],
    [
      'answer',
      !person.answer || done('additional-authentication', 'authenticate', (p) => p.values.answer === person.answer),
    ],
    ['one-time password', !person.oneTimePassword || done('one-time-password', 'next', ({ isToken }) => isToken)],
    ['services', done('service-selection', 'next', ({ values }) => (values.services ?? []).toString() !== '')],
    ['inquiry PIN', person.pins.length === 0 || registered || otherRegistered],
    ['tick', allowed.screen === 'consent' && String(allowed.values.continueAuthorization) === 'true'],
    ['allow', allowed.action === 'allow'],
    ['without a long pause', !idle],
  ];
  return steps.filter(([, isDone]) => !isDone).map(([name]) => name);
}

/** What someone does next. */
type Move =
  | { readonly do: 'right' }
  | { readonly do: 'wrong'; readonly at: number; readonly value: string | boolean | string[] }
  | { readonly do: 'jump'; readonly action: string }
  | { readonly do: 'stale'; readonly screen: string }
  | { readonly do: 'wait'; readonly by: string }
  | { readonly do: 'look' | 'resume' | 'other operator' };

const screens = ['entry', 'service-selection', 'inquiry-pin-registration', 'consent'];
const jumps = ['allow', 'confirm', 'register', 'next', 'login', 'select', 'authenticate', 'register-more', 'toString'];
/** What would be right on one screen or another. */
const everythingRight: Values = {
  loginId: 'tanaka',
  loginPassword: 'tanaka-pw1',
  services: ['balances'],
  accounts: ['001-1-2000002'],
  inquiryPin: '1234',
  continueAuthorization: true,
};

const anyMove: fc.Arbitrary<Move> = fc.oneof(
  { weight: 30, arbitrary: fc.constant<Move>({ do: 'right' }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('wrong' as const),
      at: fc.nat(4),
      value: fc.constantFrom<string | boolean | string[]>('', '0000', '１２３４', 'suzuki', 'false', false, [], ['x']),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('jump' as const), action: fc.constantFrom(...jumps) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('stale' as const), screen: fc.constantFrom(...screens) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), by: fc.constantFrom('PT1M', 'PT9M', 'PT9M59S', 'PT11M') }),
  },
  { weight: 1, arbitrary: fc.constantFrom<Move>({ do: 'look' }, { do: 'resume' }) },
  { weight: 1, arbitrary: fc.constant<Move>({ do: 'other operator' }) },
);

/** Does one thing after the other; gives what was pressed, once he has left with a code. */
async function walk(person: Person, moves: readonly Move[]) {
  const { bank, loginId } = person;
  const visitor = createVisitor(async (input, init) => {
    const response = await sandbox.fetch(input, init);
    await checkAnswer(init?.method ?? 'GET', String(input), response);
    return response;
  });
  const { next } = await sandbox.customer(bank, loginId).script();
  const start = await requestAt(sandbox, bank);
  const url = new URL((await visitor.request(start)).headers.get('location') ?? '', start).href;
  const trace: Pressed[] = [];
  let otherRegistered = false;
  let screen = await visitor.see(url);
  for (const move of moves) {
    if (move.do === 'wait') await sandbox.clock.advance(move.by);
    if (move.do === 'look') screen = await visitor.see(url);
    if (move.do === 'resume') {
      const resumed = await visitor.request(url.replace('/link/', '/oauth/authorize/'));
      expect(resumed.headers.get('location') ?? '').not.toContain('code=');
    }
    if (move.do === 'other operator' && bank === 'mizuho' && loginId === 'tanaka') {
      otherRegistered = true;
      await sandbox.customer('mizuho', 'suzuki').link(await requestAt(sandbox, bank));
    }
    if (!['right', 'wrong', 'jump', 'stale'].includes(move.do)) continue;
    const step = await next(screen);
    if ('stop' in step) return { trace, otherRegistered, callback: undefined };
    const values: Values = move.do === 'jump' ? { ...everythingRight } : ({ ...step.values } as Values);
    const names = Object.keys(values);
    const changed = move.do === 'wrong' ? names[move.at % Math.max(1, names.length)] : undefined;
    if (move.do === 'wrong' && changed !== undefined) values[changed] = move.value;
    const action = move.do === 'jump' ? move.action : step.press;
    const at = await sandbox.clock.now();
    const response = await visitor.press(url, action, values, move.do === 'stale' ? move.screen : screen.id);
    const isToken = move.do !== 'jump' && changed === undefined;
    trace.push({
      screen: screen.id,
      action,
      values,
      at,
      isToken,
      ledOn: response.status === 200 || response.status === 303,
    });
    if (response.status === 303) {
      const { url: callback } = await visitor.follow(new URL(response.headers.get('location') ?? '', url).href);
      return { trace, otherRegistered, callback };
    }
    if (response.status === 400) return { trace, otherRegistered, callback: undefined };
    screen = (await response.json()) as Screen;
  }
  return { trace, otherRegistered, callback: undefined };
}

/** Who makes no mistake gets there: a property that nobody reaches would show nothing. */
const noMistake: readonly Move[] = Array.from({ length: 24 }, () => ({ do: 'right' }));

test.each(people)(
  'no walk of $loginId over the screens of $bank leaves with a code before every step that the manuals ask for',
  async (person) => {
    let linked = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(anyMove, { minLength: 4, maxLength: 24, size: 'max' }), async (moves) => {
        await sandbox.reset();
        const { trace, otherRegistered, callback } = await walk(person, moves);
        if (callback === undefined || !new URL(callback).searchParams.has('code')) return;
        expect(missing(person, trace, otherRegistered)).toEqual([]);
        linked += 1;
      }),
      { numRuns: runs(8), examples: [[[...noMistake]]] },
    );
    expect(linked).toBeGreaterThan(0);
  },
  runs(120_000),
);
