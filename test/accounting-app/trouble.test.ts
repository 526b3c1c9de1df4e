import {
  ApiProblemError,
  AuthorizationError,
  CallbackError,
  ConfigurationError,
  InvalidResponseError,
  LinkageDeniedError,
  LinkageEndedError,
  LinkageNotFoundError,
  NetworkError,
  TimeoutError,
} from '@renkei/sdk';
import { describe, expect, it } from 'vitest';
import { BanksUnreachableError } from '../../examples/accounting-app/src/bank-directory.ts';
import { troublePage } from '../../examples/accounting-app/src/pages/trouble-page.ts';
import { explain } from '../../examples/accounting-app/src/trouble.ts';

function problem(problemCode: string, status = 403): ApiProblemError {
  const rest = { detail: 'x', requestId: 'req-7', firstDate: undefined, retryAfter: undefined };
  return new ApiProblemError({ status, problemCode, ...rest });
}

describe('explain', () => {
  it.each([
    [new LinkageDeniedError(), '連携は許可されませんでした', 'relink'],
    [new LinkageEndedError('expired'), 'お客様の認可期間が終了しました。', 'relink'],
    [new LinkageEndedError('superseded'), '同じサービスから再度連携されたため、以前の連携は終了しました。', 'relink'],
    [new LinkageEndedError('ended_by_vendor'), '連携は解除されました。', 'relink'],
    [new LinkageEndedError('token_reused'), '安全のため', 'relink'],
    [new LinkageEndedError('login_password_changed'), '銀行のログインパスワードが変更されたため', 'relink'],
    [new LinkageEndedError('login_id_changed'), '銀行のログインIDが変更されたため', 'relink'],
    [new LinkageEndedError(undefined), '銀行側で連携が終了しました。', 'relink'],
    [new LinkageNotFoundError(), '認証情報が残っていません', 'relink'],
    [new AuthorizationError('invalid_scope', undefined), 'invalid_scope', 'relink'],
    [new CallbackError('state_mismatch', 'x'), '安全のため中止しました', 'relink'],
    [new TimeoutError('http://localhost:4400', 1), '応答がありません', 'retry'],
    [new NetworkError('http://localhost:4400', 'ECONNREFUSED'), 'もう一度お試しください', 'retry'],
    [new InvalidResponseError('x'), '想定外の形式', 'support'],
    [new ConfigurationError('x'), '設定に誤り', 'support'],
    [problem('maintenance', 503), 'HTTP 503', 'retry'],
    [problem('insufficient_scope'), 'サービスは許可されませんでした', 'relink'],
    [problem('inquiry_pin_unregistered'), '照会用暗証番号', 'relink'],
    [problem('inquiry_not_permitted'), '照会権限がありません', 'relink'],
    [new BanksUnreachableError('http://localhost:4400', null), 'npm start', 'retry'],
    [new TypeError('ours'), '予期しないエラー', 'retry'],
  ] as const)('%s: tells the customer %s', (error, words, remedy) => {
    const trouble = explain(error);
    expect(trouble.title + trouble.what + trouble.next).toContain(words);
    expect(trouble.remedy).toBe(remedy);
    expect(trouble.code).not.toBe('');
  });

  it('gives a reason that it does not know as unknown', () => {
    const error = new LinkageEndedError('password_changed' as 'expired');
    expect(explain(error).what).toBe(explain(new LinkageEndedError(undefined)).what);
  });

  it("shows the bank's code and request id", () => {
    const page = troublePage({
      trouble: explain(problem('maintenance', 503)),
      again: { href: '/', label: 'もう一度' },
    });
    expect(page.text).toContain('<code>maintenance</code>');
    expect(page.text).toContain('<code>req-7</code>');
  });
});
