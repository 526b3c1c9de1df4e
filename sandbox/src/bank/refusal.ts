/** Why the bank refused; each code has one text, which names the next step. */
export type RefusalCode = keyof typeof messages;

/** A refusal, as a screen shows it. */
export interface Refusal {
  readonly code: RefusalCode;
  /** What the customer reads. */
  readonly message: string;
  /** The field it is about; none for the screen as a whole. */
  readonly field?: string;
}

// `{self}` and the like are words of the bank's profile, filled in where a screen is drawn.
const messages = {
  login_id_required: 'ログインIDを入力してください。',
  login_id_malformed: 'ログインIDは半角英数字で入力してください。全角文字は使用できません。',
  login_password_required: 'ログインパスワードを入力してください。',
  login_password_malformed:
    'ログインパスワードは半角英数字・記号64文字以内で入力してください。全角文字は使用できません。',
  login_refused:
    'ログインIDまたはログインパスワードが正しくないか、ご利用を停止しています。入力内容をご確認ください。複数回誤って入力されますとご利用を停止します。停止した場合は、お取引店へお問い合わせください。',
  login_password_refused:
    'ログインパスワードが正しくないか、ご利用を停止しています。入力内容をご確認ください。複数回誤って入力されますとご利用を停止します。停止した場合は、お取引店へお問い合わせください。',
  answer_required: '回答を入力してください。',
  answer_malformed: '回答は100文字以内で入力してください。',
  answer_refused:
    '回答が正しくありません。ご登録の回答を入力してください。複数回誤って入力されますとご利用を停止します。',
  login_locked: '誤った入力が複数回あったため、ご利用を停止しました。お取引店へお問い合わせください。',
  certificate_required: '電子証明書を選択してください。',
  certificate_not_presented:
    '電子証明書が提示されませんでした。電子証明書をブラウザーに取り込み、ブラウザーを再起動してから、もう一度「{certificateButton}」ボタンを押してください。',
  certificate_unknown:
    'この電子証明書は{self}に登録されていません。{self}のインターネットバンキングで使用している電子証明書を選択してください。',
  certificate_of_another_authority:
    'この電子証明書は{self}が発行したものではありません。{self}のインターネットバンキングで使用している電子証明書を選択してください。',
  certificate_of_public_authority:
    'この電子証明書は実在の認証局が発行したものです。サンドボックスでは使用できません。サンドボックスからダウンロードした電子証明書を選択してください。',
  certificate_not_for_clients:
    'この電子証明書の用途にはクライアント認証が含まれていません。{self}のインターネットバンキングで使用している電子証明書を選択してください。',
  certificate_of_another_bank:
    'この電子証明書は他の金融機関のものです。{self}のインターネットバンキングで使用している電子証明書を選択してください。',
  certificate_not_yet_valid:
    'この電子証明書は有効期間の開始前です。有効期間をご確認のうえ、有効な電子証明書を選択してください。',
  certificate_expired:
    'この電子証明書は有効期限が切れています。更新後の電子証明書を選択してください。更新がお済みでない場合は、お取引店へお問い合わせください。',
  certificate_revoked:
    'この電子証明書は失効しています。再発行された電子証明書を選択してください。お心当たりのない場合は、お取引店へお問い合わせください。',
  no_service_offered: '連携先が求める{service}は、{self}ではご利用いただけません。連携先へお問い合わせください。',
  services_required: '利用する{service}を1つ以上選択してください。',
  services_unknown: '選択された{service}はご利用いただけません。画面に表示されている{service}から選択してください。',
  accounts_required: '照会用暗証番号を登録する口座を選択してください。',
  account_not_registrable:
    '選択された口座は登録できません。他のご利用者様が登録済みの可能性があります。最新の登録状況をご確認ください。',
  inquiry_pin_required: '照会用暗証番号を入力してください。',
  inquiry_pin_malformed: '照会用暗証番号は半角数字4桁で入力してください。全角数字は使用できません。',
  inquiry_pin_refused:
    '照会用暗証番号が正しくありません。{self}へ届け出ている照会用暗証番号を入力してください。複数回誤って入力されますと、その口座の登録を停止します。',
  inquiry_pin_locked:
    '誤った照会用暗証番号が複数回入力されたため、この口座の登録を停止しました。お取引店へお問い合わせください。',
  no_account_left: '追加で登録できる口座はありません。「確認」ボタンを押してください。',
  no_account_to_link: '連携できる口座がありません。お取引店へお問い合わせください。',
  pending_registration_lapsed: '日付が変わったため、照会用暗証番号の登録は無効となりました。もう一度登録してください。',
  consent_tick_required:
    'アクセスを許可する場合は「{consentCheckbox}」をチェックしてから「許可」ボタンを押してください。',
  stale_screen: '別の画面で操作が進んでいます。現在の画面を表示しましたので、この画面から続けてください。',
  unknown_action: 'この画面では行えない操作です。画面に表示されているボタンから選択してください。',
  timed_out: '一定時間操作がなかったため、手続きを終了しました。連携先の画面から、もう一度はじめからお手続きください。',
  one_time_password_required: 'ワンタイムパスワードを入力してください。',
  one_time_password_malformed: 'ワンタイムパスワードは半角数字6桁で入力してください。全角数字は使用できません。',
  one_time_password_wrong:
    'ワンタイムパスワードが正しくありません。トークンアプリに表示されているワンタイムパスワードを1分以内に入力してください。スマートフォンや携帯電話の日時が正しく設定されているかもご確認ください。複数回誤って入力されますとご利用を停止します。',
  one_time_password_used:
    'このワンタイムパスワードは使用済みです。トークンアプリに次のワンタイムパスワードが表示されてから入力してください。',
  one_time_password_suspended:
    'ワンタイムパスワードのご利用を停止しています。「ワンタイムパスワード停止解除・初期化依頼書」をお取引店へご提出ください。',
  camera_token_password_malformed: 'ワンタイムパスワードは半角数字8桁で入力してください。全角数字は使用できません。',
  camera_token_password_wrong:
    'ワンタイムパスワードが正しくありません。新しい二次元コードを表示しましたので、カメラ付きハードトークンで読み取り、表示されたワンタイムパスワードを入力してください。複数回誤って入力されますとご利用を停止します。',
  camera_token_suspended:
    'ワンタイムパスワードのご利用を停止しています。お取引店へお問い合わせのうえ、停止の解除をお申し込みください。',
  challenge_malformed: '二次元コードの内容は半角数字8桁で入力してください。全角数字は使用できません。',
  camera_token_unknown:
    'このトークンコードのカメラ付きハードトークンはありません。トークンコードをご確認のうえ、もう一度入力してください。',
  one_time_password_not_set_up:
    'ワンタイムパスワードの初期設定が完了していないため、外部サービス連携を登録できません。ログインして初期設定を完了してから、連携先の画面からもう一度お手続きください。',
  mail_undeliverable:
    'ご登録の電子メールが不達エラーとなっているため、外部サービス連携を登録できません。ログインしてメールアドレスを変更してから、連携先の画面からもう一度お手続きください。',
  no_service_entitled:
    '連携先が求める{service}をご利用になる権限がありません。貴社の管理者へ権限の設定をご依頼のうえ、連携先の画面からもう一度お手続きください。',
  login_gone:
    'ログインIDが変更されたため、手続きを終了しました。連携先の画面から、もう一度はじめからお手続きください。',
  login_id_not_alphanumeric: 'ログインIDは半角英数字1～12桁で入力してください。全角文字は使用できません。',
  login_password_not_alphanumeric:
    'ログインパスワードは半角英数字1～12桁で入力してください。全角文字・記号は使用できません。',
  mail_address_required: '携帯電話メールアドレスを入力してください。',
  mail_address_malformed:
    '携帯電話メールアドレスは半角英数字・記号128文字以内で、「@」を含む正しい形式で入力してください。',
  activation_password_required: '利用開始パスワードを入力してください。',
  activation_password_malformed: '利用開始パスワードは半角英数字4～12桁で入力してください。全角文字は使用できません。',
  activation_password_is_login_password: '利用開始パスワードには、ログインパスワードと異なるものを入力してください。',
  token_action_not_possible:
    '現在の登録状況では、このお手続きは行えません。最新の登録状況をご確認のうえ、お手続きください。',
  session_timed_out:
    '一定時間操作がなかったか、別の画面でログアウトしたため、ログアウトしました。もう一度ログインしてください。',
  token_app_refused:
    'サービスID、ユーザID、利用開始パスワードのいずれかが正しくないか、このトークンは設定できません。トークン発行完了画面またはメールの内容をご確認ください。設定済みのトークンは、もう一度トークン発行を行ってから設定してください。',
} as const;

/**
 * A refusal by its code.
 *
 * @param code - why
 * @param field - the field it is about
 * @param about - what it is about, put before the text (an account, say)
 */
export function refusal(code: RefusalCode, field?: string, about?: string): Refusal {
  const message = about === undefined ? messages[code] : `${about}：${messages[code]}`;
  return field === undefined ? { code, message } : { code, message, field };
}
