/** A command as root runs it, or whoever may become root without a password. */
export function asRoot(command: string, args: readonly string[]): readonly [program: string, args: readonly string[]] {
  return process.getuid?.() === 0 ? [command, args] : ['sudo', ['-n', command, ...args]];
}
