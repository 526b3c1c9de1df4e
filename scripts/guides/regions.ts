/** `// #region NAME` and `// #endregion`, as editors and TypeDoc know them; in shell and YAML files with `#` for `//`. */
const marker = /^\s*(?:\/\/|#)\s*#(region|endregion)\b\s*(\S*)/;

/**
 * What stands between the markers of each region, in the order of the file and dedented. Markers inside are left out.
 *
 * @throws Error where a region has the name of another, or no end
 */
export function regionsOf(text: string): Map<string, string> {
  const regions = new Map<string, string[]>();
  const open: string[] = [];
  for (const line of text.split('\n')) {
    const [, kind, name = ''] = marker.exec(line) ?? [];
    if (kind === 'region') {
      if (regions.has(name)) throw new Error(`its file has the region ${name} twice`);
      regions.set(name, []);
      open.push(name);
    } else if (kind === 'endregion') {
      if (open.pop() === undefined) throw new Error('its file has an #endregion too many');
    } else {
      for (const around of open) regions.get(around)?.push(line);
    }
  }
  if (open.length > 0) throw new Error(`its file has no #endregion for the region ${open.at(-1)}`);
  return new Map([...regions].map(([name, lines]) => [name, dedent(lines)]));
}

/** The whole file, without markers. */
export function withoutMarkers(text: string): string {
  return dedent(text.split('\n').filter((line) => !marker.test(line)));
}

function dedent(lines: readonly string[]): string {
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const width = Math.min(...indents);
  return lines
    .map((line) => line.slice(width))
    .join('\n')
    .replace(/^\n+|\s+$/g, '');
}
