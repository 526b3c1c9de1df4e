import { CustomerError, type StopReason } from './errors.ts';
import type { LinkOptions } from './options.ts';
import type { Screen } from './screen.ts';
import type { CustomerData, Surroundings } from './surroundings.ts';

/**
 * What is filled in on a screen: a text, a tick, or the values that are ticked, by the name of the field.
 *
 * @example
 * ```ts
 * import type { Values } from '@renkei/sandbox';
 *
 * const values: Values = { loginId: 'tanaka', loginPassword: 'tanaka-pw1' };
 * ```
 */
export type Values = Readonly<Record<string, string | boolean | readonly string[]>>;

/**
 * What the customer does on a screen: a button pressed with what he filled in, or nothing more.
 *
 * @example
 * ```ts
 * import type { Step } from '@renkei/sandbox';
 *
 * const told = (step: Step) => ('stop' in step ? step.stop : step.press);
 * ```
 */
export type Step =
  | {
      /** The id of the button. */
      readonly press: string;
      /** What is filled in before. */
      readonly values: Values;
    }
  | {
      /** Why he does nothing more. */
      readonly stop: StopReason;
    };

/**
 * What a customer does, screen by screen. It remembers what he has done: one script is for one linkage.
 *
 * @example
 * ```ts
 * import type { Script, Screen } from '@renkei/sandbox';
 *
 * const script: Script = await sandbox.customer('gunma', 'sato').script();
 * const answer = async (screen: Screen) => script.next(screen);
 * ```
 */
export interface Script {
  /**
   * What he does on the screen that is shown now.
   *
   * @throws CustomerError when he cannot do what he is told
   * @example
   * ```ts
   * import type { Screen } from '@renkei/sandbox';
   *
   * const { next } = await sandbox.customer('gunma', 'sato').script();
   * const press = async (screen: Screen) => console.log(await next(screen));
   * ```
   */
  next(screen: Screen): Promise<Step>;
}

const tries = ['wrongPassword', 'wrongAnswer', 'wrongOneTimePassword', 'wrongPin'] as const;
type Try = (typeof tries)[number];

/** What the customer has in mind. */
interface Mind {
  readonly me: CustomerData;
  readonly world: Surroundings;
  readonly options: LinkOptions;
  /** Takes one of the wrong tries that are left, if any is. */
  readonly isWrongTry: (what: Try) => boolean;
  /** What the last 2-D code said. */
  readonly challenge: string | undefined;
}

const press = (action: string, values: Values = {}): Step => ({ press: action, values });

/** As many digits, and others. */
function otherDigits(digits: string): string {
  return String((Number(digits) + 1) % 10 ** digits.length).padStart(digits.length, '0');
}

const otherText = (text: string): string => (text === 'wrong' ? 'wrong2' : 'wrong');

const hasAction = (screen: Screen, id: string): boolean =>
  screen.actions.some((action) => action.id === id && !action.disabled);

function loginPassword({ me, isWrongTry }: Mind): string {
  return isWrongTry('wrongPassword') ? otherText(me.loginPassword) : me.loginPassword;
}

function enter(mind: Mind): Step {
  const { me, options } = mind;
  if (me.loginMethod === 'certificate' || options.certificate !== undefined) return press('certificate-login');
  return press('login', { loginId: me.loginId, loginPassword: loginPassword(mind) });
}

async function chooseCertificate({ me, world, options }: Mind): Promise<Step> {
  if (options.certificate !== undefined) return press('select', { certificate: options.certificate });
  const own = (await world.certificates()).filter(({ id }) => me.certificates.includes(id));
  const valid = own.find(({ state }) => state === 'valid');
  if (valid) return press('select', { certificate: valid.id });
  const others = own.map(({ id, state }) => `${id} (${state})`).join(', ') || 'none';
  throw new CustomerError(
    `${me.loginId} of ${me.bank} has no valid certificate (his are: ${others}); give the option certificate, or set the clock`,
  );
}

function answer({ me, isWrongTry }: Mind): Step {
  const right = me.additionalAuthentication?.answer ?? '';
  return press('authenticate', { answer: isWrongTry('wrongAnswer') ? otherText(right) : right });
}

async function typeOneTimePassword({ me, world, isWrongTry, challenge }: Mind): Promise<Step> {
  const right = await world.oneTimePassword(me.bank, me.loginId, challenge);
  return press('next', { oneTimePassword: isWrongTry('wrongOneTimePassword') ? otherDigits(right) : right });
}

function tickServices({ options }: Mind, screen: Screen): Step {
  const offered = screen.fields.find(({ name }) => name === 'services')?.options?.map(({ value }) => value) ?? [];
  const { services = offered } = options;
  const missing = services.filter((service) => !offered.includes(service));
  if (missing.length === 0) return press('next', { services });
  throw new CustomerError(
    `${screen.bank} does not offer ${missing.join(', ')} here; choose services among ${offered.join(', ')}`,
  );
}

/** The rows that are still to be registered. */
function accountsLeft({ options }: Mind, { table }: Screen): readonly string[] {
  const rows = table?.rows ?? [];
  const { accounts } = options;
  const missing = accounts?.filter((accountId) => !rows.some(({ id }) => id === accountId)) ?? [];
  if (missing.length > 0) {
    const shown = rows.map(({ id }) => id).join(', ');
    throw new CustomerError(`the bank does not show the account ${missing.join(', ')}; choose among ${shown}`);
  }
  const registrable = rows.filter(({ selectable }) => selectable).map(({ id }) => id);
  return accounts === undefined ? registrable : registrable.filter((id) => accounts.includes(id));
}

function pinOf({ me, options }: Mind, accountId: string): string {
  return (
    options.pins?.[accountId] ?? me.accounts.find((account) => account.accountId === accountId)?.inquiryPin ?? '0000'
  );
}

/** All at once where every row takes its PIN; otherwise those that share one, and the others afterwards. */
function registerAccounts(mind: Mind, screen: Screen): Step {
  const { table } = screen;
  const left = accountsLeft(mind, screen);
  const [first] = left;
  if (table?.select === undefined || first === undefined) return { stop: 'left' };
  const isWrong = mind.isWrongTry('wrongPin');
  const typed = (accountId: string) => (isWrong ? otherDigits(pinOf(mind, accountId)) : pinOf(mind, accountId));
  const { inputs, select } = table;
  if (inputs) {
    const pins = Object.fromEntries(left.map((id) => [`${inputs.prefix}${id}`, typed(id)]));
    return press('register', { [select]: left, ...pins });
  }
  const together = left.filter((id) => pinOf(mind, id) === pinOf(mind, first));
  const field = screen.fields.find(({ type }) => type === 'pin')?.name ?? 'inquiryPin';
  return press('register', { [select]: together, [field]: typed(first) });
}

function afterRegistration(mind: Mind, screen: Screen): Step {
  const isMoreLeft = accountsLeft(mind, screen).length > 0;
  return press(isMoreLeft && hasAction(screen, 'register-more') ? 'register-more' : 'confirm');
}

function consent({ options }: Mind, screen: Screen): Step {
  if (options.deny) return giveUp(screen);
  const ticks = screen.fields.filter(({ type }) => type === 'checkbox').map(({ name }) => [name, true] as const);
  return press('allow', Object.fromEntries(ticks));
}

/** The button that leads back to the vendor, or a closed window. */
function giveUp(screen: Screen): Step {
  const ways = ['deny', 'abort', 'return', ...(screen.id === 'one-time-password' ? ['cancel'] : [])];
  const way = ways.find((id) => hasAction(screen, id));
  return way === undefined ? { stop: 'left' } : press(way);
}

const onScreen: Readonly<Record<string, (mind: Mind, screen: Screen) => Step | Promise<Step>>> = {
  entry: enter,
  'certificate-selection': chooseCertificate,
  'certificate-password': (mind) => press('login', { loginPassword: loginPassword(mind) }),
  'additional-authentication': answer,
  'two-dimensional-code': () => press('next'),
  'one-time-password': typeOneTimePassword,
  'service-selection': tickServices,
  'inquiry-pin-registration': registerAccounts,
  'inquiry-pin-registration-result': afterRegistration,
  consent,
};

/**
 * What a customer does in one linkage. It reads the screen and his data and knows no bank.
 *
 * @param world - where he looks up what he knows
 * @param me - the customer
 * @param options - what he does otherwise
 */
export function writeScript(world: Surroundings, me: CustomerData, options: LinkOptions): Script {
  const left = Object.fromEntries(tries.map((what) => [what, options[what] ?? 0])) as Record<Try, number>;
  let isRefusalMeant = false;
  let challenge: string | undefined;
  const isWrongTry = (what: Try): boolean => {
    isRefusalMeant = left[what] > 0;
    if (isRefusalMeant) left[what] -= 1;
    return isRefusalMeant;
  };

  async function isRefused({ errors }: Screen): Promise<boolean> {
    const wasMeant = isRefusalMeant;
    isRefusalMeant = false;
    if (errors.length === 0 || wasMeant) return false;
    if (!options.advanceClock || !errors.some(({ code }) => code === 'one_time_password_used')) return true;
    await world.clock.advance('PT60S');
    return false;
  }

  return {
    next: async (screen) => {
      challenge = screen.twoDimensionalCode?.content ?? challenge;
      if (screen.id === options.stopAt) return { stop: 'asked' };
      if (screen.id === options.interrupt) return giveUp(screen);
      if (await isRefused(screen)) return { stop: 'refused' };
      // A screen that is nothing but a refusal.
      const decide = onScreen[screen.id];
      if (decide === undefined) return { stop: 'refused' };
      const step = await decide({ me, world, options, isWrongTry, challenge }, screen);
      if ('press' in step && !hasAction(screen, step.press)) {
        const buttons = screen.actions.map(({ id }) => id).join(', ');
        throw new CustomerError(
          `the screen ${screen.id} of ${screen.bank} has no button ${step.press} (it has: ${buttons}); see how ${me.loginId} logs in with sandbox customers`,
        );
      }
      return step;
    },
  };
}
