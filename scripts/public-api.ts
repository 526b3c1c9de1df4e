/**
 * Writes what the packages export to `docs/api/`, a line for each name and each member: a change of the public API shows in the
 * diff of a commit, and `npm run check:breaking` compares it with the last release.
 *
 * npm run api
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';

const entries: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  sdk: { '@renkei/sdk': 'index.ts', '@renkei/sdk/fapi2': 'fapi2.ts', '@renkei/sdk/node': 'node.ts' },
  sandbox: {
    '@renkei/sandbox': 'index.ts',
    '@renkei/sandbox/msw': 'fronts/msw.ts',
    '@renkei/sandbox/playwright': 'fronts/playwright.ts',
    '@renkei/sandbox/vitest': 'fronts/vitest.ts',
  },
};

const fileOf = (folder: string, path: string): string => resolve(folder, 'src', path);

const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd());
const roots = Object.entries(entries).flatMap(([folder, paths]) =>
  Object.values(paths).map((path) => fileOf(folder, path)),
);
const program = ts.createProgram(roots, options);
const checker = program.getTypeChecker();

const flags = ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope;

/** A declaration in one line, as it is written: without its body, its value and its comments. */
function written(declaration: ts.Declaration): string {
  const { body, initializer } = declaration as { readonly body?: ts.Node; readonly initializer?: ts.Node };
  const text = declaration.getSourceFile().text.slice(declaration.getStart(), (body ?? initializer)?.getStart());
  const code = body || initializer ? text : declaration.getText();
  return code
    .replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
    .replace(/\s+/g, ' ')
    .replace(/[\s;={]+$/, '')
    .replace(/^(?:(?:export|async|abstract|readonly) )+/, '');
}

/** What has no type in its declaration is told by the type that TypeScript finds. */
function signature(symbol: ts.Symbol): string {
  const [declaration] = symbol.declarations ?? [];
  if (declaration && 'type' in declaration && declaration.type !== undefined) return written(declaration);
  return `${symbol.name}: ${checker.typeToString(checker.getTypeOfSymbol(symbol), undefined, flags)}`;
}

/** Members that are ours: not those of `Error`, nor what is private. */
const isShown = (member: ts.Symbol): boolean =>
  (member.declarations ?? []).some(
    (one) =>
      !program.isSourceFileDefaultLibrary(one.getSourceFile()) &&
      !(ts.getCombinedModifierFlags(one) & ts.ModifierFlags.Private) &&
      ts.getNameOfDeclaration(one)?.kind !== ts.SyntaxKind.PrivateIdentifier,
  );

const memberLines = (name: string, type: ts.Type): string[] =>
  checker
    .getPropertiesOfType(type)
    .filter(isShown)
    .map((member) => `${name}.${signature(member)}`);

function linesOf(exported: ts.Symbol): string[] {
  const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
  const { name } = exported;
  if (symbol.flags & ts.SymbolFlags.Class) {
    const constructors = checker.getTypeOfSymbol(symbol).getConstructSignatures();
    return [
      ...constructors.map((one) => `${name}.new${checker.signatureToString(one, undefined, flags)}`),
      ...memberLines(name, checker.getDeclaredTypeOfSymbol(symbol)),
    ];
  }
  if (symbol.flags & ts.SymbolFlags.Value) return [signature(symbol)];
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  const members = type.flags & ts.TypeFlags.Object ? memberLines(name, type) : [];
  return members.length > 0 ? members : (symbol.declarations ?? []).map(written);
}

function exportsOf(file: string): string[] {
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (module === undefined) throw new Error(`${file} exports nothing`);
  const exported = checker.getExportsOfModule(module).toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return exported.flatMap(linesOf);
}

mkdirSync('docs/api', { recursive: true });
for (const [folder, paths] of Object.entries(entries)) {
  const text = Object.entries(paths).map(
    ([name, path]) => `# ${name}\n\n${exportsOf(fileOf(folder, path)).join('\n')}\n`,
  );
  writeFileSync(`docs/api/${folder}.txt`, text.join('\n'));
}
