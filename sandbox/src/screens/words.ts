import type { BankProfile } from '../bank/profile.ts';
import type { Screen, ScreenContext } from './screen.ts';

/** The vendor as the screens name it: サービス名（提供会社名）. */
function vendorName({ client }: ScreenContext['facts']): string {
  return `${client.name}（${client.companyName}）`;
}

function wordsOf({ facts, profile }: { facts: ScreenContext['facts']; profile: BankProfile }) {
  return {
    client: vendorName(facts),
    bank: profile.name,
    self: profile.self,
    service: profile.serviceSelection.service,
    certificateButton: profile.login.certificate.button,
    consentCheckbox: profile.consent.checkbox,
  };
}

/**
 * Fills in the words of the vendor and of the bank, such as `{client}`, in the texts of a screen.
 *
 * @param screen - with the texts of a profile and of refusals
 * @param context - names the vendor and the bank
 */
export function fillWords(screen: Screen, context: ScreenContext): Screen {
  const words: Readonly<Record<string, string>> = wordsOf(context);
  // In one pass: what a vendor's name contains stays as it is.
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (placeholder, name: string) => words[name] ?? placeholder);
  return {
    ...screen,
    lead: screen.lead.map(fill),
    notices: screen.notices.map((notice) => ({ ...notice, text: notice.text.map(fill) })),
    errors: screen.errors.map((error) => ({ ...error, message: fill(error.message) })),
  };
}
