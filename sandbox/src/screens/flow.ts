import { cameraTokenPassword } from '../bank/camera-token.ts';
import type { Facts } from '../bank/facts.ts';
import { inquiryPinOf } from '../bank/inquiry-pin.ts';
import { beginLinkage, press } from '../bank/linkage.ts';
import type { Context, Decision, Linkage, ScreenId, Values } from '../bank/linkage-state.ts';
import { oneTimePassword } from '../bank/one-time-password.ts';
import type { BankProfile, LinkageStep } from '../bank/profile.ts';
import { serviceLabels, services } from '../bank/service.ts';
import { drawScreen } from './draw.ts';
import { castOf, secrets, type Walker } from './flow-cast.ts';
import type { Screen } from './screen.ts';

/** Where a button leads: to a screen, or back to the vendor with a consent or without. */
export type FlowTarget = ScreenId | 'consented' | 'denied';

/** A screen of the map, as its customers see it. */
export interface FlowScreen {
  readonly id: ScreenId;
  readonly title: string;
  /** Who sees it, in the bank's words; none where everybody does. */
  readonly shownTo?: string;
  /** Whether it only says why it does not go on. */
  readonly isRefusal: boolean;
}

/** A button that leads away from its screen. */
export interface FlowEdge {
  readonly from: ScreenId;
  readonly action: string;
  readonly label: string;
  /** Whom the button is for, where the screen has buttons for different customers. */
  readonly heading?: string;
  readonly to: FlowTarget;
  /** The button leads elsewhere, too: where to, depends. */
  readonly isConditional: boolean;
}

/** The ways through a linkage at a bank. */
export interface Flow {
  /** In the order in which customers meet them; last, those that only say why it does not go on. */
  readonly screens: readonly FlowScreen[];
  readonly edges: readonly FlowEdge[];
}

const shownBefore: Readonly<Partial<Record<LinkageStep, ScreenId>>> = { 'one-time-password': 'two-dimensional-code' };
const shownAfter: Readonly<Partial<Record<LinkageStep, ScreenId>>> = {
  'inquiry-pin-registration': 'inquiry-pin-registration-result',
};

function orderOf({ steps }: BankProfile): readonly ScreenId[] {
  const around = steps.flatMap((step) => [shownBefore[step] ?? [], step, shownAfter[step] ?? []].flat());
  return ['entry', 'certificate-selection', 'certificate-password', ...around, 'certificate-refused', 'ended'];
}

/** What is filled in: all of it right, all of it wrong, or nothing. */
function fillings(facts: Facts, { challenge }: Linkage, now: number): readonly Values[] {
  const accounts = facts.accounts
    .filter(({ pinState }) => pinState === 'unregistered')
    .map(({ accountId }) => accountId);
  const password = challenge
    ? cameraTokenPassword(secrets.cameraToken, challenge)
    : oneTimePassword(secrets.softwareToken, now);
  const fill = (loginPassword: string, answer: string, pin: string): Values => ({
    loginId: facts.customer?.loginId,
    loginPassword,
    certificate: facts.certificate?.id,
    answer,
    services,
    accounts,
    inquiryPin: pin,
    ...Object.fromEntries(accounts.map((id) => [inquiryPinOf(id), pin])),
    oneTimePassword: password,
    continueAuthorization: true,
  });
  return [fill(secrets.loginPassword, secrets.answer, secrets.inquiryPin), fill('wrong', 'wrong', '0000'), {}];
}

/** What the bank keeps after a decision, as far as it changes the way. */
function kept(facts: Facts, { effects }: Decision): Facts {
  const pending = new Map(
    effects.flatMap((effect) =>
      effect.kind === 'inquiry-pin-pending' ? [[effect.accountId, effect.at] as const] : [],
    ),
  );
  const accounts = facts.accounts.map((account) => {
    const at = pending.get(account.accountId);
    return at === undefined ? account : ({ ...account, pinState: 'pending', pinPendingAt: at } as const);
  });
  return { ...facts, accounts };
}

const DAY = 24 * 60 * 60 * 1000;

interface Seen {
  readonly edges: Map<string, Omit<FlowEdge, 'isConditional'>>;
  readonly screens: Map<ScreenId, Screen>;
  /** For each way to the consent, the screens on it, without the turns taken back. */
  readonly ways: { readonly walker: Walker; readonly screens: readonly ScreenId[] }[];
}

/** What a button may depend on: the day on which it is pressed, and what is filled in. */
function pressesOf(profile: BankProfile, walker: Walker, { linkage, facts }: Place, action: string): Decision[] {
  return [walker.now, walker.now + DAY].flatMap((now) =>
    fillings(facts, linkage, now).map((values) => {
      const context: Context = { profile, linkage, facts, values, now, newGrantId: '', newChallenge: '12345678' };
      return press(context, { action, values });
    }),
  );
}

/** Where a walker stands, and on which way he came. */
interface Place {
  readonly linkage: Linkage;
  readonly facts: Facts;
  readonly way: readonly ScreenId[];
}

function placeAfter({ facts, way }: Place, decision: Decision): Place {
  const { screen } = decision.linkage;
  const before = way.includes(screen) ? way.slice(0, way.indexOf(screen)) : way;
  return { linkage: decision.linkage, facts: kept(facts, decision), way: [...before, screen] };
}

/** Presses every button of every screen that a walker comes to. */
function walk(profile: BankProfile, walker: Walker, seen: Seen): void {
  const begun = beginLinkage(services, walker.facts, profile, walker.now);
  const places: Place[] = [{ linkage: begun, facts: walker.facts, way: [begun.screen] }];
  const been = new Set<string>();
  for (let place = places.shift(); place; place = places.shift()) {
    const { linkage, facts, way } = place;
    const from = linkage.screen;
    const screen = drawScreen({ profile, linkage, facts, now: walker.now, values: {}, errors: [], certificates: [] });
    seen.screens.set(from, screen);
    for (const { id: action, label, heading } of screen.actions) {
      for (const decision of pressesOf(profile, walker, place, action)) {
        const { outcome, screen: next, touchedAt } = decision.linkage;
        const to = outcome?.kind ?? next;
        if (to === from) continue;
        seen.edges.set(`${from} ${action} ${to}`, { from, action, label, to, ...(heading ? { heading } : {}) });
        if (outcome?.kind === 'consented') seen.ways.push({ walker, screens: way });
        if (outcome || touchedAt !== walker.now) continue;
        const after = placeAfter(place, decision);
        const key = JSON.stringify([after.linkage, after.facts.accounts.map(({ pinState }) => pinState), after.way]);
        if (!been.has(key)) places.push(after);
        been.add(key);
      }
    }
  }
}

/** Who sees a step that does not always apply; the words are those of the manuals. */
const conditions: Readonly<Partial<Record<ScreenId, string>>> = {
  'additional-authentication': 'リスクベース追加認証を利用している場合',
  'two-dimensional-code': 'カメラ付きハードトークンをタブレット・スマートフォンで利用する場合',
  'one-time-password': 'ワンタイムパスワードを利用している場合',
  'service-selection': '連携先によっては表示されない',
};

function conditionOf(id: ScreenId, { inquiryPinRegistration: { neededFor } }: BankProfile): string | undefined {
  if (id !== 'inquiry-pin-registration') return conditions[id];
  const isOfSome = neededFor.length < services.length;
  const needed = neededFor.map((service) => serviceLabels[service]).join('または');
  return `${isOfSome ? `${needed}を利用し、` : ''}未登録の口座がある場合`;
}

function screenOf(id: ScreenId, title: string, { ways }: Seen, profile: BankProfile): FlowScreen {
  const passing = ways.filter(({ screens }) => screens.includes(id));
  const isRefusal = passing.length === 0;
  if (isRefusal || passing.length === ways.length) return { id, title, isRefusal };
  const isForCertificates = passing.every(({ walker }) => walker.facts.customer?.loginMethod === 'certificate');
  const shownTo =
    isForCertificates && profile.loginMethods.length > 1 ? profile.login.certificate.heading : conditionOf(id, profile);
  return { id, title, isRefusal, ...(shownTo ? { shownTo } : {}) };
}

/**
 * The map of a bank's linkage. Nobody drew it: everybody of {@link castOf} walks the screens and presses every button that
 * they show, today and on the next day, filled in right, wrong and not at all.
 *
 * @param profile - the bank
 */
export function flowOf(profile: BankProfile): Flow {
  const seen: Seen = { edges: new Map(), screens: new Map(), ways: [] };
  for (const walker of castOf(profile)) walk(profile, walker, seen);
  const screens = orderOf(profile).flatMap((id) => {
    const title = seen.screens.get(id)?.title;
    return title === undefined ? [] : [screenOf(id, title, seen, profile)];
  });
  const all = [...seen.edges.values()];
  const edges = all.map((edge) => ({
    ...edge,
    isConditional: all.some(({ from, action, to }) => from === edge.from && action === edge.action && to !== edge.to),
  }));
  return { screens, edges };
}
