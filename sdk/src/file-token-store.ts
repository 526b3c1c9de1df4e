import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigurationError } from './request-errors.ts';
import { isRecord } from './shapes.ts';
import type { LinkageTokens, TokenStore } from './tokens.ts';

/**
 * A token store in a directory: one JSON file per linkage, readable by its owner only (0600), replaced in one step, so
 * that a crash leaves either the old tokens or the new ones. For one process on one machine.
 *
 * Throws {@link ConfigurationError} for an id that is no file name of its own, and for a file that is damaged, which
 * is left alone. What the file system throws is passed on.
 *
 * @example
 * ```ts
 * import { BankLink } from '@renkei/sdk';
 * import { FileTokenStore } from '@renkei/sdk/node';
 *
 * const bank = new BankLink({
 *   issuer: 'http://localhost:4400/gunma',
 *   clientId: 'demo-accounting',
 *   clientSecret: 'sandbox-demo-secret',
 *   redirectUri: 'http://localhost:3000/callback',
 *   tokenStore: new FileTokenStore('./linkages'),
 * });
 * ```
 */
export class FileTokenStore implements TokenStore {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async get(linkageId: string): Promise<LinkageTokens | undefined> {
    const path = this.#path(linkageId);
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    return text === undefined ? undefined : parse(text, path);
  }

  async set(linkageId: string, tokens: LinkageTokens): Promise<void> {
    const path = this.#path(linkageId);
    const draft = `${path}.${randomUUID()}.tmp`;
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    try {
      const file = await open(draft, 'wx', 0o600);
      try {
        await file.writeFile(`${JSON.stringify(tokens, null, 2)}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, path);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  async delete(linkageId: string): Promise<void> {
    await rm(this.#path(linkageId), { force: true });
  }

  #path(linkageId: string): string {
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(linkageId)) {
      throw new ConfigurationError('a linkage id must be 1 to 64 letters, digits, _ or -; use the id of a linkage');
    }
    return join(this.#directory, `${linkageId}.json`);
  }
}

function parse(text: string, path: string): LinkageTokens {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's message quotes the file, so it is dropped.
  }
  if (isRecord(value) && typeof value.refreshToken === 'string' && typeof value.accessToken === 'string') {
    return value as unknown as LinkageTokens;
  }
  throw new ConfigurationError(
    `${path} must hold the tokens of a linkage; restore it from a backup, or remove it and link again`,
  );
}
