import type { Command } from 'commander';
import { helpTitle } from './colors.ts';

/** A part of a command's help, below its options. */
export function helpSection(command: Command, title: string, lines: readonly string[]): Command {
  return command.addHelpText('after', `\n${helpTitle(title)}\n${lines.map((line) => `  ${line}`).join('\n')}`);
}

/** Adds examples to a command's help; each is a line for a shell, and true of the default world. */
export function withExamples(command: Command, ...lines: readonly string[]): Command {
  return helpSection(command, 'Examples:', lines);
}
