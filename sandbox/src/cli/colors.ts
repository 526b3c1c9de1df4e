import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** A styled text; plain where the stream is no terminal or `NO_COLOR` is set, and styled anyway with `FORCE_COLOR`. */
export function styled(style: Style, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  return styleText(style, text, { stream });
}

/** Whether what is written to the stream is styled. */
export function hasColors(stream: NodeJS.WriteStream): boolean {
  return styled('bold', 'x', stream) !== 'x';
}

/** A heading of the help, which is made plain where it has to be when it is printed. */
export function helpTitle(text: string): string {
  return styleText('bold', text, { validateStream: false });
}
