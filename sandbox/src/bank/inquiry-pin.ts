import { japanDate } from './japan-time.ts';
import type { BankProfile } from './profile.ts';
import type { Service } from './service.ts';

/** 登録状況 of an account's inquiry PIN: 未登録, 登録済み*, 登録済み. */
export type InquiryPinState = 'unregistered' | 'pending' | 'registered';

/** What the bank keeps about the inquiry PIN (照会用暗証番号) of an account. */
export interface InquiryPinFacts {
  /** The PIN that the company gave the bank on paper: 4 half-width digits. */
  readonly inquiryPin: string;
  readonly pinState: InquiryPinState;
  /** When it was registered but not yet effective; epoch milliseconds. */
  readonly pinPendingAt: number | null;
  /** Wrong tries in a row. */
  readonly pinFailures: number;
  readonly pinLocked: boolean;
}

/** 登録状況 as the screens print it. */
export const inquiryPinStateLabels: Readonly<Record<InquiryPinState, string>> = {
  unregistered: '未登録',
  pending: '登録済み*',
  registered: '登録済み',
};

/**
 * The state of an inquiry PIN at a time. A registration that no consent has made effective is dropped at the end of
 * its day in Japan (seed 004, 3. 口座登録 ※; at the credit unions our choice).
 *
 * @param facts - what the bank keeps
 * @param now - world time, epoch milliseconds
 */
export function inquiryPinState(facts: InquiryPinFacts, now: number): InquiryPinState {
  if (facts.pinState !== 'pending' || facts.pinPendingAt === null) return facts.pinState;
  return japanDate(facts.pinPendingAt) === japanDate(now) ? 'pending' : 'unregistered';
}

/** Whether any of the services can be used only with accounts whose inquiry PIN is registered. */
export function needsInquiryPin(services: readonly Service[], profile: BankProfile): boolean {
  return services.some((service) => profile.inquiryPinRegistration.neededFor.includes(service));
}

/** The field that takes the PIN of one account, where each row has an input. */
export function inquiryPinOf(accountId: string): string {
  return `inquiryPin.${accountId}`;
}

/** Whether the PIN is four half-width digits. Full-width digits are refused, never folded. */
export function isInquiryPin(text: string): boolean {
  return /^[0-9]{4}$/.test(text);
}
