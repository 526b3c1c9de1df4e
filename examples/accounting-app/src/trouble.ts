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
import { BanksUnreachableError } from './bank-directory.ts';
import type { EndReason } from './records.ts';

/** What went wrong, in the customer's words, and what they can do about it. */
export type Trouble = {
  title: string;
  what: string;
  next: string;
  remedy: 'retry' | 'relink' | 'support';
  /** For the support desk. */
  code: string;
  requestId: string | null;
};

/** Why a linkage reads no more, as the customer is told. */
export const endReasons: Record<EndReason, string> = {
  expired: 'お客様の認可期間が終了しました。',
  superseded: '同じサービスから再度連携されたため、以前の連携は終了しました。',
  ended_by_vendor: '連携は解除されました。',
  token_reused: '安全のため、銀行が連携を終了しました（認証情報が二重に使われました）。',
  login_password_changed: '銀行のログインパスワードが変更されたため、連携は終了しました。',
  login_id_changed: '銀行のログインIDが変更されたため、連携は終了しました。',
  revoked_by_bank: '銀行が連携を終了しました。お取引店へお問い合わせください。',
  unknown: '銀行側で連携が終了しました。',
  tokens_lost: '当サービスに、この連携の認証情報が残っていません。',
};

/** The reason that a bank gave, or `unknown`: banks may add reasons. */
export function endReason(error: LinkageEndedError): EndReason {
  const reason: string = error.reason ?? 'unknown';
  return reason in endReasons ? (reason as EndReason) : 'unknown';
}

/** Every error of the SDK in words. An error that is not the SDK's is a mistake of ours. */
export function explain(error: unknown): Trouble {
  if (error instanceof LinkageDeniedError) {
    return trouble(error, 'relink', {
      title: '連携は許可されませんでした',
      what: '銀行の画面で「拒否」または「中断」が選ばれました。口座の情報は取得していません。',
      next: '連携するときは、もう一度はじめからお手続きください。',
    });
  }
  if (error instanceof LinkageEndedError) {
    return trouble(error, 'relink', {
      title: '連携が切れています',
      what: endReasons[endReason(error)],
      next: '再連携すると、続きから取り込めます。取り込み済みの明細はそのまま残っています。',
    });
  }
  if (error instanceof LinkageNotFoundError) {
    return trouble(error, 'relink', {
      title: '連携の情報が見つかりません',
      what: endReasons.tokens_lost,
      next: '再連携してください。取り込み済みの明細はそのまま残っています。',
    });
  }
  if (error instanceof AuthorizationError) {
    return trouble(error, 'relink', {
      title: '銀行で手続きを完了できませんでした',
      what: `銀行の認可サーバーがエラーを返しました（${error.error}）。`,
      next: 'もう一度はじめからお手続きください。くり返すときは、下のエラーコードを添えてお問い合わせください。',
    });
  }
  if (error instanceof CallbackError) {
    return trouble(error, 'relink', {
      title: '銀行からの戻りを確認できませんでした',
      what: '開始した手続きと一致しない応答を受け取ったため、安全のため中止しました。',
      next: 'もう一度はじめからお手続きください。',
    });
  }
  if (error instanceof TimeoutError) {
    return trouble(error, 'retry', {
      title: '銀行からの応答がありません',
      what: '時間内に銀行から応答がありませんでした。銀行が混み合っている可能性があります。',
      next: 'しばらくしてから、もう一度お試しください。',
    });
  }
  if (error instanceof NetworkError) {
    return trouble(error, 'retry', {
      title: '銀行に接続できませんでした',
      what: '通信エラーが発生しました。銀行のサービス時間外か、メンテナンス中の可能性があります。',
      next: 'もう一度お試しください。',
    });
  }
  if (error instanceof ApiProblemError) return explainProblem(error);
  if (error instanceof InvalidResponseError) {
    return trouble(error, 'support', {
      title: '銀行の応答を読み取れませんでした',
      what: '銀行から想定外の形式の応答がありました。',
      next: 'くり返すときは、下のエラーコードを添えてお問い合わせください。',
    });
  }
  if (error instanceof ConfigurationError) {
    return trouble(error, 'support', {
      title: '当サービスの設定に誤りがあります',
      what: '銀行との接続設定に誤りがあるため、手続きを始められませんでした。',
      next: '下のエラーコードを添えてお問い合わせください。',
    });
  }
  if (error instanceof BanksUnreachableError) {
    return trouble(error, 'retry', {
      title: '銀行の一覧を取得できませんでした',
      what: `サンドボックスの銀行（${error.origin}）に接続できません。`,
      next: 'サンドボックスが起動していません。リポジトリのルートで npm start を実行してから、もう一度お試しください。',
    });
  }
  return {
    title: '予期しないエラーが発生しました',
    what: '当サービスの内部でエラーが発生しました。',
    next: 'しばらくしてから、もう一度お試しください。',
    remedy: 'retry',
    code: 'internal_error',
    requestId: null,
  };
}

function explainProblem(error: ApiProblemError): Trouble {
  const refused = problems[error.problemCode];
  const words = refused ?? {
    title: '銀行がリクエストを受け付けませんでした',
    what: `銀行がエラーを返しました（HTTP ${error.status}）。`,
    next: 'もう一度お試しください。くり返すときは、下のエラーコードと受付番号を添えてお問い合わせください。',
  };
  return { ...trouble(error, refused ? 'relink' : 'retry', words), code: error.problemCode };
}

type Words = Pick<Trouble, 'title' | 'what' | 'next'>;

const problems: Record<string, Words> = {
  insufficient_scope: {
    title: '許可されていないサービスです',
    what: '連携のときに、このサービスは許可されませんでした。',
    next: '必要なサービスを選んで、再連携してください。',
  },
  inquiry_pin_unregistered: {
    title: '照会用暗証番号が登録されていません',
    what: 'この口座の照会用暗証番号が銀行に登録されていません。',
    next: '再連携して、銀行の画面で照会用暗証番号を登録してください。',
  },
  inquiry_not_permitted: {
    title: 'この口座を照会する権限がありません',
    what: '銀行にログインした利用者には、この口座の照会権限がありません。',
    next: '権限のある利用者で再連携するか、社内の管理者にご確認ください。',
  },
};

function trouble(error: Error & { code: string }, remedy: Trouble['remedy'], words: Words): Trouble {
  return {
    ...words,
    remedy,
    code: error.code,
    requestId: 'requestId' in error ? String(error.requestId ?? '') || null : null,
  };
}
