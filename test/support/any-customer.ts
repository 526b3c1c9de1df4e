import { CALLBACK } from './sandbox.ts';
import { createVisitor, type Screen, type Values } from './visitor.ts';

/** Someone who can get through every screen of every bank, and what he knows. */
export interface AnyCustomer {
  readonly loginId: string;
  readonly loginPassword: string;
  /** The id of his certificate, for who logs in by certificate. */
  readonly certificate?: string;
  readonly answer?: string;
  readonly inquiryPin: string;
  /** What his token shows, for the challenge of a 2-D code where there is one. */
  readonly oneTimePassword: (challenge?: string) => Promise<string>;
}

/** The button that he presses on a screen, and what he fills in before. */
export async function pressed(
  screen: Screen,
  customer: AnyCustomer,
): Promise<readonly [action: string, values: Values]> {
  const { loginId, loginPassword, certificate, answer = '', inquiryPin } = customer;
  switch (screen.id) {
    case 'entry':
      return certificate === undefined ? ['login', { loginId, loginPassword }] : ['certificate-login', {}];
    case 'certificate-selection':
      return ['select', { certificate: certificate ?? '' }];
    case 'certificate-password':
      return ['login', { loginPassword }];
    case 'additional-authentication':
      return ['authenticate', { answer }];
    case 'one-time-password':
      return ['next', { oneTimePassword: await customer.oneTimePassword(screen.twoDimensionalCode?.content) }];
    case 'service-selection':
      return ['next', { services: screen.fields[0]?.options?.map(({ value }) => value) ?? [] }];
    case 'inquiry-pin-registration': {
      const accounts = screen.table?.rows.filter(({ selectable }) => selectable).map(({ id }) => id) ?? [];
      const each = Object.fromEntries(accounts.map((id) => [`inquiryPin.${id}`, inquiryPin]));
      return [
        'register',
        { accounts, ...(screen.fields.some(({ name }) => name === 'inquiryPin') ? { inquiryPin } : each) },
      ];
    }
    case 'inquiry-pin-registration-result':
      return ['confirm', {}];
    case 'consent':
      return ['allow', { continueAuthorization: true }];
    default:
      throw new Error(`${screen.id}: nothing to press; ${JSON.stringify(screen.errors)}`);
  }
}

/** Walks a linkage as JSON, whatever its screens are. Gives the vendor's callback URL. */
export async function linkAs(
  customer: AnyCustomer,
  authorizationUrl: string,
  visitor = createVisitor(),
): Promise<string> {
  const { url } = await visitor.follow(authorizationUrl);
  let screen = await visitor.see(url);
  for (let steps = 0; steps < 20; steps += 1) {
    const response = await visitor.press(url, ...(await pressed(screen, customer)));
    if (response.status === 303) {
      const left = await visitor.follow(response.headers.get('location') ?? '');
      if (!left.url.startsWith(CALLBACK)) throw new Error(`the linkage leads to ${left.url}`);
      return left.url;
    }
    screen = (await response.json()) as Screen;
    if (screen.errors.length > 0) throw new Error(`${screen.id}: ${JSON.stringify(screen.errors)}`);
  }
  throw new Error('the linkage does not end');
}
