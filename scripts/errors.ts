/**
 * Makes the pages of the error codes, `docs/errors/{en,ja}/*.md`, of the entries in `docs/errors/*.yaml`.
 *
 * npm run errors
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorMarkdown } from './docs/error-pages.ts';
import { root } from './docs/root.ts';

for (const [path, text] of errorMarkdown()) {
  mkdirSync(dirname(root + path), { recursive: true });
  writeFileSync(root + path, text);
}
