/** The exit codes of the command; scripts rely on them. */
export const exitCodes = { done: 0, failed: 1, usage: 2, unreachable: 3 } as const;

/** What each of them means, for the help. */
export const exitCodeMeanings: Readonly<Record<keyof typeof exitCodes, string>> = {
  done: 'done',
  failed: 'refused or failed: the message says why; doctor found a problem; a linkage stopped before its callback',
  usage: 'wrong usage: an unknown command or option, a missing or malformed value',
  unreachable: 'no sandbox answers at --url',
};

/** A command that cannot be carried out; the message says why and what to do. */
export class CommandError extends Error {
  override name = 'CommandError';
  readonly exitCode: number;
  constructor(message: string, exitCode: number = exitCodes.failed) {
    super(message);
    this.exitCode = exitCode;
  }
}
