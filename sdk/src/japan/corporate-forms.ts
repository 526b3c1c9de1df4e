/**
 * What banks write for a legal form, with the words for it: in kanji, in short, and in folded kana (see `fold-kana.ts`).
 * 法人略語 of the banks' list for transfers, as banks publish it beside the characters that a payer's name may have.
 */
const corporateForms: Record<string, string> = {
  カ: '株式会社 (株) カブシキガイシヤ',
  ユ: '有限会社 (有) ユウゲンガイシヤ',
  メ: '合名会社 (名) ゴウメイガイシヤ',
  シ: '合資会社 (資) ゴウシガイシヤ',
  ド: '合同会社 (同) ゴウドウガイシヤ',
  ソ: '相互会社 (相) ソウゴガイシヤ',
  イ: '医療法人社団 医療法人財団 社会医療法人 医療法人 (医) シヤカイイリヨウホウジン イリヨウホウジンシヤダン イリヨウホウジンザイダン イリヨウホウジン',
  ザイ: '一般財団法人 公益財団法人 財団法人 (一財) (公財) (財) イツパンザイダンホウジン コウエキザイダンホウジン ザイダンホウジン',
  シヤ: '一般社団法人 公益社団法人 社団法人 (一社) (公社) (社) イツパンシヤダンホウジン コウエキシヤダンホウジン シヤダンホウジン',
  シユウ: '宗教法人 (宗) シユウキヨウホウジン',
  ガク: '学校法人 (学) ガツコウホウジン',
  フク: '社会福祉法人 (福) シヤカイフクシホウジン',
  ホゴ: '更生保護法人 コウセイホゴホウジン',
  トクヒ: '特定非営利活動法人 NPO法人 (特非) トクテイヒエイリカツドウホウジン',
  ドク: '独立行政法人 (独) ドクリツギヨウセイホウジン',
  チドク: '地方独立行政法人 (地独) チホウドクリツギヨウセイホウジン',
  チユウ: '有限責任中間法人 無限責任中間法人 (中)',
  ベン: '弁護士法人 (弁) ベンゴシホウジン',
  ギヨ: '行政書士法人 (行) ギヨウセイシヨシホウジン',
  シホウ: '司法書士法人 (司) シホウシヨシホウジン',
  ゼイ: '税理士法人 (税) ゼイリシホウジン',
  ロウム: '社会保険労務士法人 シヤカイホケンロウムシホウジン',
  ダイ: '国立大学法人 公立大学法人 (大) コクリツダイガクホウジン コウリツダイガクホウジン',
  ノウ: '農事組合法人 ノウジクミアイホウジン',
  カンリ: '管理組合法人 カンリクミアイホウジン',
};

const abbreviations = new Map(
  Object.entries(corporateForms).flatMap(([abbreviation, words]) =>
    words.split(' ').map((word) => [word, abbreviation] as const),
  ),
);

/** The longest first: 社団法人 is in 一般社団法人 too. */
const oneOf = (texts: Iterable<string>) =>
  [...texts]
    .sort((one, other) => other.length - one.length)
    .map((text) => text.replace(/[()]/g, '\\$&'))
    .join('|');

const word = new RegExp(oneOf(abbreviations.keys()), 'g');
const form = oneOf(Object.keys(corporateForms));
const atStart = new RegExp(`^\\(?(${form})\\) ?`);
const atEnd = new RegExp(` ?\\((${form})\\)?$`);
const between = new RegExp(` ?\\((${form})\\) ?`, 'g');

/**
 * Folded text with its legal forms as banks write them: `カ)` in front, `(カ` at the end, `(カ)` between; or without them.
 */
export function foldCorporateForms(text: string, remove: boolean): string {
  const [start, end, middle] = remove ? ['', '', ' '] : ['$1)', '($1', '($1)'];
  return text
    .replace(word, (found) => `(${abbreviations.get(found)})`)
    .replace(atStart, start)
    .replace(atEnd, end)
    .replace(between, middle)
    .trim();
}
