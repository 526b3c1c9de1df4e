import type { BankLinkError } from '@renkei/sdk';

/** What your app does about an error of the SDK. */
export type NextStep =
  | 'link-again' // show the button 再連携: only the customer can help
  | 'try-later' // by itself, after `retryAfter` seconds where the bank says so
  | 'skip-account' // import the others, and say why this one is missing
  | 'ask-support' // show the code and the requestId
  | 'fix-the-app'; // a mistake of ours: log it

export function nextStep(error: BankLinkError): NextStep {
  switch (error.code) {
    case 'linkage_denied': // 拒否 or 中断
    case 'linkage_ended': // the consent is over: see `reason`
    case 'linkage_not_found': // it ended earlier, or the token store has lost it
    case 'callback_invalid': // reloaded, mixed up or forged; the session may be lost
      return 'link-again';
    case 'network':
    case 'timeout':
      return 'try-later';
    case 'authorization':
      return afterOAuthError(error.error);
    case 'api_problem':
      return afterProblem(error.problemCode, error.status);
    case 'invalid_response':
      return 'ask-support';
    case 'configuration':
      return 'fix-the-app';
  }
}

function afterOAuthError(error: string): NextStep {
  if (error === 'invalid_grant') return 'link-again'; // the code was older than 60 seconds, or used
  return error === 'server_error' || error === 'temporarily_unavailable' ? 'try-later' : 'fix-the-app';
}

function afterProblem(problemCode: string, status: number): NextStep {
  switch (problemCode) {
    case 'insufficient_scope': // the customer has not allowed this service
    case 'inquiry_pin_unregistered': // nor registered the inquiry PIN of this account
      return 'link-again';
    case 'inquiry_not_permitted': // an administrator of the company grants the right, at the bank
    case 'account_not_found':
      return 'skip-account';
    default:
      return status === 429 || status >= 500 ? 'try-later' : 'fix-the-app';
  }
}
