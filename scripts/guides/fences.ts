/** A fence that shows what stands in a file: `PATH` or `PATH#REGION`. */
interface Quote {
  /** Where the fence begins, from 1. */
  readonly line: number;
  readonly source: string;
}

/** A guide with the code of its quotes put in. */
export interface Filled {
  readonly text: string;
  readonly quotes: readonly Quote[];
  /** The quotes that said something else before. */
  readonly stale: readonly Quote[];
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

const fence = /^( *)(`{3,})(\w*)/;
const said = /^ *<!-- (source|not run): (.+?) -->$/;
const code = new Set(['ts', 'tsx', 'typescript', 'js', 'jsx', 'mjs', 'cjs', 'javascript', 'sh', 'bash', 'yaml', 'yml']);

/**
 * Fills each fence below `<!-- source: PATH#REGION -->` with what that names. A fence of code needs this comment, or
 * `<!-- not run: REASON -->`, in the line above; any other fence may have it.
 *
 * @param read - gives the code of a source; what it throws becomes a problem of the guide
 */
export function fill(guide: string, read: (source: string) => string): Filled {
  const lines = guide.split('\n');
  const text: string[] = [];
  const quotes: Quote[] = [];
  const stale: Quote[] = [];
  const problems: { line: number; message: string }[] = [];

  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    text.push(line);
    const [, indent = '', ticks = '', language = ''] = fence.exec(line) ?? [];
    if (ticks === '') {
      if (said.test(line) && !fence.test(lines[at + 1] ?? '')) {
        problems.push({ line: at + 1, message: 'is a comment without a fence directly below it' });
      }
      continue;
    }
    const end = lines.findIndex((other, index) => index > at && other.trim() === ticks);
    if (end === -1) {
      problems.push({ line: at + 1, message: 'is a fence without an end' });
      text.push(...lines.slice(at + 1));
      break;
    }
    const before = lines.slice(at + 1, end);
    const [, kind, what = ''] = said.exec(lines[at - 1] ?? '') ?? [];
    let now = before;
    if (kind === 'source') {
      const quote = { line: at + 1, source: what };
      quotes.push(quote);
      try {
        now = read(what)
          .split('\n')
          .map((row) => (row === '' ? '' : indent + row));
        if (now.join('\n') !== before.join('\n')) stale.push(quote);
      } catch (error) {
        problems.push({ line: at + 1, message: (error as Error).message });
      }
    } else if (kind === undefined && code.has(language)) {
      problems.push({ line: at + 1, message: 'is code that nothing runs: say its source, or why it is not run' });
    }
    text.push(...now, lines[end] ?? '');
    at = end;
  }
  return { text: text.join('\n'), quotes, stale, problems };
}
