import { profiles } from '../../sandbox/src/bank/profiles/index.ts';
import type { Photo } from './photographer.ts';
import type { Chapter, Picture } from './picture.ts';
import { plan } from './plan.ts';

const generated = '<!-- Made by `npm run gallery`; do not edit. -->';

function stepsOf({ manual }: Picture): string {
  if (manual.length === 0) return 'サンドボックス独自 / the sandbox’s own';
  const seeds = [...new Set(manual.map(({ seed }) => seed))];
  return seeds
    .map(
      (seed) =>
        `${seed}「${manual
          .filter((one) => one.seed === seed)
          .map(({ step }) => step)
          .join('」「')}」`,
    )
    .join('、');
}

function section({ picture, file, title }: Photo): string {
  const image = (ending: string, width: number) => `<img src="${file}${ending}" width="${width}" alt="${title}">`;
  return `### ${file.slice(0, 2)} ${title}

**${stepsOf(picture)}** ${picture.ja}<br>
${picture.en}

| 1280 px | 360 px |
| --- | --- |
| ${image('.png', 600)} | ${image('.360.png', 200)} |
`;
}

/** The page of a bank: its map, and every screen beside the step of the manual. */
export function bankPage(name: string, chapters: readonly Chapter[], photos: readonly Photo[]): string {
  const parts = chapters.map(({ ja, en, pictures }) => {
    const own = photos.filter(({ picture }) => pictures.includes(picture));
    return `## ${ja} / ${en}\n\n${own.map(section).join('\n')}`;
  });
  return `${generated}

# ${name}

[すべての金融機関 / all banks](../README.md)

## 連携の流れ / The flow

実際の画面と判定から描いた図です。Drawn from the screens and the rules themselves; the sandbox serves it at \`/flow.svg\` below the
bank's base.

![${name}の連携の流れ](flow.svg)

${parts.join('\n')}`;
}

/** The first page: the banks. */
export function indexPage(): string {
  const rows = Object.entries(plan).map(([bank, chapters]) => {
    const pictures = chapters.flatMap((chapter) => chapter.pictures);
    const seeds = [...new Set(pictures.flatMap(({ manual }) => manual.map(({ seed }) => seed)))].sort();
    return `| [${profiles[bank]?.name}](${bank}/README.md) | \`${bank}\` | ${seeds.join(', ')} | ${pictures.length} | [flow.svg](${bank}/flow.svg) |`;
  });
  return `${generated}

# 画面集 / The screens

サンドボックスが演じる金融機関の全画面を、公開マニュアルの手順と並べたものです。すべて架空の金融機関であり、どの画面にも「サンドボックス（テスト環境）」と表示されます。

Every screen of the banks that the sandbox plays, beside the steps of the public manuals that they are modelled on, at 1280
and 360 px. All banks are made up, and every page says so. \`npm run gallery\` takes the pictures again, in Chromium, at
2026-11-20 09:00 in Japan.

| 金融機関 / bank | id | マニュアル / manual | 画面数 / screens | 流れ / flow |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

マニュアル / the manuals: 000 信用組合のFBサービス（API連携認証）、001 信用組合のビジネスバンキング（API連携の認証手順）、002 信用組合のFBサービス（追加認証あり）、003 信用組合のインターネットバンキング（ワンタイムパスワード）、004 銀行のビジネスWEB（外部サービス連携設定ガイド）。
`;
}
