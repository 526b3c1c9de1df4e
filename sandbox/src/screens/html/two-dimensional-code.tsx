import { renderSVG } from 'uqr';
import type { Screen } from '../screen.ts';

/** A text as the address of a picture: its 2-D code, with the margin of four modules that readers want (ISO/IEC 18004). */
export function pictureOf(text: string): string {
  return `data:image/svg+xml;base64,${Buffer.from(renderSVG(text, { border: 4 })).toString('base64')}`;
}

/** The 2-D code of a screen. What stands below it is the sandbox's, for who has no camera token in his hand. */
export function TwoDimensionalCode({ code }: { code: NonNullable<Screen['twoDimensionalCode']> }) {
  return (
    <figure class="code-to-read">
      <img class="picture" src={pictureOf(code.content)} alt={code.label} />
      <figcaption>
        サンドボックス：
        <a href={code.cameraToken} target="_blank" rel="noopener">
          カメラ付きハードトークンの画面を開く（新しいタブ）
        </a>
      </figcaption>
    </figure>
  );
}
