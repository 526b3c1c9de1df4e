/** For each language, for each guide: the sources that it quotes, in order. */
export type Quoted = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** In what the languages differ: a guide that one lacks, a quote that is another one or elsewhere. */
export function differences(quoted: Quoted): string[] {
  const languages = Object.keys(quoted);
  const names = new Set(languages.flatMap((language) => Object.keys(quoted[language] ?? {})));
  return [...names].sort().flatMap((name) => {
    const [first = '', ...others] = languages.filter((language) => quoted[language]?.[name] !== undefined);
    const missing = languages.filter((language) => language !== first && !others.includes(language));
    const expected = quoted[first]?.[name] ?? [];
    return [
      ...missing.map((language) => `${name} is there in ${first}, and not in ${language}`),
      ...others.flatMap((language) => {
        const given = quoted[language]?.[name] ?? [];
        const at = [...expected, ...given].findIndex((_, index) => expected[index] !== given[index]);
        const which = `quote ${at + 1}`;
        return at === -1
          ? []
          : [`${name}, ${which}: ${expected[at] ?? 'none'} in ${first}, ${given[at] ?? 'none'} in ${language}`];
      }),
    ];
  });
}

/** What a guide's head lacks: a title as front matter, and no second heading of the first order. */
export function headProblems(guide: string): string[] {
  const outsideOfFences = guide.replace(/^ *(`{3,})[\s\S]*?^ *\1$/gm, '');
  return [
    ...(/^---\n(?:.+\n)*?title: \S.*\n(?:.+\n)*?---\n/.test(guide) ? [] : ['has no front matter with a title']),
    ...((outsideOfFences.match(/^# /gm)?.length ?? 0) > 1 ? ['has more than one heading of the first order'] : []),
  ];
}
