import { type ErrorEntry, errorFiles, refusalText, screenRefusals } from './errors.ts';
import { type Page, pageOf, writeIndex } from './page.ts';
import { root } from './root.ts';

type Language = Page['language'];

const labels = {
  en: { customer: 'Show the customer', next: 'Do next', source: 'From', status: 'HTTP status', shown: 'On the screen' },
  ja: {
    customer: '利用者への表示',
    next: '次にすること',
    source: '出典',
    status: 'HTTPステータス',
    shown: '画面の表示',
  },
};

/** What the vendor shows where an entry has no text of its own. */
const general =
  '銀行との連携で問題が発生しました。時間をおいて、もう一度お試しください。解決しない場合は、サポートまでお問い合わせください。';

const nothing = {
  en: 'nothing of its own: this is for the developer. In production, the general text.',
  ja: '専用の文はありません（開発者向け）。本番では一般的な文を表示します。',
};

const remark = '<!-- Made of docs/errors/*.yaml by `npm run errors`; do not edit. -->';

function entry(code: string, { status, happened, customer, next, source }: ErrorEntry, language: Language): string {
  const words = labels[language];
  const lines = [
    ...(status === undefined ? [] : [`- ${words.status}: ${status}`]),
    `- ${words.customer}: ${customer === null ? nothing[language] : `「${customer}」`}`,
    `- ${words.next}: ${next[language]}`,
    `- ${words.source}: ${source}`,
  ];
  return `## ${code}\n\n${happened[language]}\n\n${lines.join('\n')}\n`;
}

function refusalEntry(code: string, meaning: string, language: Language): string {
  const shown = `- ${labels[language].shown}: 「${refusalText(code)}」`;
  return `## ${code}\n\n${language === 'en' ? `${meaning}\n\n${shown}` : shown}\n`;
}

/** The Markdown pages of the entries, by their path in the repository. */
export function errorMarkdown(): Map<string, string> {
  const pages = new Map<string, string>();
  for (const language of ['en', 'ja'] as const) {
    const page = (title: string, words: string, entries: string[]) =>
      `${remark}\n\n# ${title}\n\n${words.trim()}\n\n${entries.join('\n')}`;
    for (const [name, { title, words, codes }] of Object.entries(errorFiles)) {
      const entries = Object.entries(codes).map(([code, one]) => entry(code, one, language));
      pages.set(`docs/errors/${language}/${name}.md`, page(title[language], words[language], entries));
    }
    const { title, words, codes } = screenRefusals;
    const entries = Object.entries(codes).map(([code, meaning]) => refusalEntry(code, meaning, language));
    pages.set(`docs/errors/${language}/screens.md`, page(title[language], words[language], entries));
  }
  return pages;
}

const indexes: Record<Language, { title: string; words: string }> = {
  en: {
    title: 'Error codes',
    words: `Every code that Renkei can answer or throw: what happened, what to show the customer, what to do next, and where it comes from. Each
code is an anchor of its page, such as \`errors/en/api.html#consent_ended\`.

The texts in 「」 are Japanese, ready to be shown. Where an entry has none, a mistake of the program is behind it; should a customer meet it all
the same, show 「${general}」 and keep the \`requestId\` for your support.`,
  },
  ja: {
    title: 'エラーコード',
    words: `Renkeiが返す・投げるすべてのコードについて、何が起きたか、利用者に何を表示するか、次に何をするか、出典はどこかをまとめています。コードはページ内の
アンカーです（例：\`errors/ja/api.html#consent_ended\`）。

「」の文は、そのまま表示できます。専用の文がないものはプログラムの誤りです。それでも利用者が出会ったときは「${general}」と表示し、\`requestId\` をサポート用に
控えてください。`,
  },
};

/** The pages, with an index for each language. */
export function errorPages(): Page[] {
  const markdown = errorMarkdown();
  return (['en', 'ja'] as const).map((language) => {
    const paths = [...markdown.keys()].filter((path) => path.startsWith(`docs/errors/${language}/`));
    const children = paths.map((path) => pageOf(path, path.slice('docs/'.length, -'.md'.length), language));
    const { title, words } = indexes[language];
    const standsFor = [`${root}docs/errors/${language}`, ...(language === 'en' ? [`${root}docs/errors`] : [])];
    return writeIndex({ title, language, url: `errors/${language}/index`, standsFor, children }, words);
  });
}

/** A link to the entry of a code that an API answers; none for another word. */
export function codeLink(code: string): string | undefined {
  const name = (['api', 'control-api', 'linkage-ended', 'oauth'] as const).find((one) => code in errorFiles[one].codes);
  return name && `[\`${code}\`](docs/errors/en/${name}.md#${code})`;
}
