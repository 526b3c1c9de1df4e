/**
 * Writes what the packages export to `docs/api/`, a line for each name and each member: a change of the public API shows in the
 * diff of a commit, and `npm run check:breaking` compares it with the last release.
 *
 * npm run api
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';

/** What an import finds, by its name: the source of each entry of `exports` that is TypeScript. */
function entriesOf(folder: string): Map<string, string> {
  const { name, exports } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as {
    readonly name: string;
    readonly exports: object;
  };
  const paths = Object.keys(exports).filter((path) => !path.endsWith('.json'));
  return new Map(
    paths.map((path) => {
      const file = path === '.' ? 'index' : path.slice(2);
      const sources = ['src', 'src/fronts'].map((place) => resolve(folder, place, `${file}.ts`));
      return [path === '.' ? name : `${name}/${file}`, sources.find(existsSync) ?? sources[0] ?? ''];
    }),
  );
}

const entries = Object.fromEntries(['sdk', 'sandbox'].map((folder) => [folder, entriesOf(folder)]));

const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd());
const roots = Object.values(entries).flatMap((files) => [...files.values()]);
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
for (const [folder, files] of Object.entries(entries)) {
  const text = [...files].map(([name, file]) => `# ${name}\n\n${exportsOf(file).join('\n')}\n`);
  writeFileSync(`docs/api/${folder}.txt`, text.join('\n'));
}
