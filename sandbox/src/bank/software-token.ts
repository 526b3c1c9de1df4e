import { oneTimePassword } from './one-time-password.ts';

/** 登録状況 of a customer's software token (seed 003, 手順3). */
export type SoftwareTokenState = 'unissued' | 'issued' | 'in-use' | 'suspended';

/** What happens to a software token. The last three are done by a clerk of the bank or to the phone. */
export type SoftwareTokenAction =
  | 'issue'
  | 'set-up-app'
  | 'start'
  | 'suspend'
  | 'release'
  | 'release-suspension'
  | 'initialise'
  | 'change-phone';

/** A software token, and the phone that it is on. */
export interface SoftwareToken {
  readonly state: SoftwareTokenState;
  /** Base32; none while no token is issued. */
  readonly secret: string | null;
  /** サービスID. */
  readonly serviceId: string | null;
  /** ユーザID. */
  readonly userId: string | null;
  /** 携帯電話メールアドレス. */
  readonly mailAddress: string | null;
  /** 利用開始パスワード. */
  readonly activationPassword: string | null;
  /** The app on the phone has had its 初期設定 (手順8), and shows passwords. */
  readonly appIsSetUp: boolean;
  /** What a suspended token was before, and is again when the clerk releases the suspension. */
  readonly suspendedFrom: 'issued' | 'in-use' | null;
  /** The step of the password used last: each is taken once. */
  readonly lastStep: number | null;
  /** Wrong one-time passwords in a row. */
  readonly failures: number;
  /** How far the phone's clock is ahead of the world's, in seconds; negative when it is behind. */
  readonly phoneClockOffsetSeconds: number;
  /** The phone lets no mail of the bank through (手順7 ※). */
  readonly mailFilter: boolean;
}

/** 登録状況 as the screens print it. */
export const softwareTokenStateLabels: Readonly<Record<SoftwareTokenState, string>> = {
  unissued: 'トークン未発行',
  issued: 'トークン発行済',
  'in-use': '利用中',
  suspended: '停止中',
};

/** A customer who never had a token. */
export const noToken: SoftwareToken = {
  state: 'unissued',
  secret: null,
  serviceId: null,
  userId: null,
  mailAddress: null,
  activationPassword: null,
  appIsSetUp: false,
  suspendedFrom: null,
  lastStep: null,
  failures: 0,
  phoneClockOffsetSeconds: 0,
  mailFilter: false,
};

const before = ({ suspendedFrom }: SoftwareToken): SoftwareTokenState => suspendedFrom ?? 'in-use';

/**
 * The life cycle as one table: what an action makes of a token in each state; what is left out cannot be done. A token
 * that is issued can be issued again (手順7 ※, the mail that did not arrive).
 */
export const softwareTokenTransitions: Readonly<
  Record<
    SoftwareTokenState,
    Readonly<Partial<Record<SoftwareTokenAction, SoftwareTokenState | ((token: SoftwareToken) => SoftwareTokenState)>>>
  >
> = {
  unissued: { issue: 'issued', 'change-phone': 'unissued' },
  issued: {
    issue: 'issued',
    'set-up-app': 'issued',
    start: 'in-use',
    suspend: 'suspended',
    initialise: 'unissued',
    'change-phone': 'issued',
  },
  'in-use': {
    suspend: 'suspended',
    release: 'unissued',
    initialise: 'unissued',
    'change-phone': 'in-use',
  },
  suspended: { 'release-suspension': before, initialise: 'unissued', 'change-phone': 'suspended' },
};

/** What an action sets besides the state. */
const settings: Readonly<Partial<Record<SoftwareTokenAction, (token: SoftwareToken) => Partial<SoftwareToken>>>> = {
  issue: () => ({ appIsSetUp: false, suspendedFrom: null, lastStep: null, failures: 0 }),
  'set-up-app': () => ({ appIsSetUp: true }),
  suspend: ({ state }) => ({ suspendedFrom: state === 'issued' ? 'issued' : 'in-use' }),
  'release-suspension': () => ({ suspendedFrom: null, failures: 0 }),
  // Its app on the old phone is gone with it; the new phone has none.
  'change-phone': () => ({ appIsSetUp: false }),
};

/** Whether an action can be done to a token. */
export function canBe(action: SoftwareTokenAction, token: SoftwareToken): boolean {
  return softwareTokenTransitions[token.state][action] !== undefined;
}

/**
 * A token after an action; `undefined` where its state does not allow it.
 *
 * @param token - as it is
 * @param action - what happens to it
 * @param given - what the action brings, e.g. the secret of an issue
 */
export function changed(
  token: SoftwareToken,
  action: SoftwareTokenAction,
  given: Partial<SoftwareToken> = {},
): SoftwareToken | undefined {
  const next = softwareTokenTransitions[token.state][action];
  if (next === undefined) return undefined;
  const state = typeof next === 'function' ? next(token) : next;
  const { phoneClockOffsetSeconds, mailFilter } = token;
  if (state === 'unissued') return { ...noToken, phoneClockOffsetSeconds, mailFilter };
  return { ...token, ...settings[action]?.(token), ...given, state };
}

/** Whether a login needs a one-time password: from the start of use on, while it is suspended too. */
export function isAskedAtLogin(token: SoftwareToken | undefined): boolean {
  if (token === undefined) return false;
  return token.state === 'in-use' || (token.state === 'suspended' && before(token) === 'in-use');
}

/** What the app on the phone shows, by the phone's clock; `undefined` without an app that is set up. */
export function shownByApp(token: SoftwareToken, now: number): string | undefined {
  if (token.secret === null || !token.appIsSetUp) return undefined;
  return oneTimePassword(token.secret, phoneTime(token, now));
}

/** The time that the phone's clock shows, epoch milliseconds. */
export function phoneTime(token: SoftwareToken, now: number): number {
  return now + token.phoneClockOffsetSeconds * 1000;
}

/** Whether a text can be a 利用開始パスワード: 4 to 12 half-width letters and digits (our choice). */
export function isActivationPassword(text: string): boolean {
  return /^[A-Za-z0-9]{4,12}$/.test(text);
}
