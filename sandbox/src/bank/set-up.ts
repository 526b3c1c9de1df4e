import type { CustomerFacts } from './facts.ts';
import type { RefusalCode } from './refusal.ts';
import { isAskedAtLogin } from './software-token.ts';

/** Whether a token was issued to the customer whose 初期設定 is still to be done. */
function awaitsTokenSetUp({ cameraToken, softwareToken }: CustomerFacts): boolean {
  if (cameraToken?.state === 'not-set-up') return true;
  return softwareToken?.state === 'issued' || (cameraToken?.state === 'cancelled' && !isAskedAtLogin(softwareToken));
}

/**
 * Why a linkage cannot be made before the internet-banking set-up is finished, if it cannot (seed 004, before 1.).
 *
 * @param customer - who is logged in
 */
export function setUpRefusal(customer: CustomerFacts): RefusalCode | undefined {
  if (awaitsTokenSetUp(customer)) return 'one_time_password_not_set_up';
  return customer.mailUndeliverable ? 'mail_undeliverable' : undefined;
}
