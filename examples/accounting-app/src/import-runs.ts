import { randomUUID } from 'node:crypto';
import type { LinkageRecord } from './records.ts';
import { type ImportRun, type ImportTools, importStatements } from './statement-import.ts';

const mostRuns = 200;

/** The imports that run in the background, and the last ones that did. */
export class ImportRuns {
  readonly #tools: ImportTools;
  readonly #runs = new Map<string, ImportRun>();
  readonly #ends = new Set<Promise<void>>();

  constructor(tools: ImportTools) {
    this.#tools = tools;
  }

  /** Starts an import; while one runs for the linkage, that one is the answer. */
  start(linkage: LinkageRecord): ImportRun {
    const current = this.runningFor(linkage.id);
    if (current) return current;

    const run: ImportRun = { id: randomUUID(), linkage, running: true, accounts: null, trouble: null };
    this.#runs.set(run.id, run);
    this.#dropOldest();
    const end = importStatements(run, this.#tools).finally(() => this.#ends.delete(end));
    this.#ends.add(end);
    return run;
  }

  find(id: string): ImportRun | undefined {
    return this.#runs.get(id);
  }

  runningFor(linkageId: string): ImportRun | undefined {
    return [...this.#runs.values()].find((run) => run.running && run.linkage.id === linkageId);
  }

  /** When no import runs any more. */
  async settled(): Promise<void> {
    await Promise.all(this.#ends);
  }

  #dropOldest(): void {
    for (const [id, run] of this.#runs) {
      if (this.#runs.size <= mostRuns) return;
      if (!run.running) this.#runs.delete(id);
    }
  }
}
