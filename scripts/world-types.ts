// Writes the types of a world file, which zod works out, in plain TypeScript for users who have no zod: openapi/generated/world.ts
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '..');

/** Name, comment, and the type as zod works it out. A type is written with the names of those before it. */
const aliases = [
  [
    'WorldBankInput',
    'A bank of a world as it is written.',
    "NonNullable<z.input<typeof worldSchema>['banks']['gunma']>",
  ],
  ['WorldInput', 'A world as it is written.', 'z.input<typeof worldSchema>'],
  ['WorldBank', 'A bank of a world.', "z.output<typeof worldSchema>['banks']['gunma']"],
  ['World', 'A world, checked and with its defaults.', 'z.output<typeof worldSchema>'],
] as const;

/** What the compiler makes of the aliases, and the comments of their members in the schema. */
function workedOut() {
  const path = join(root, 'scripts/worked-out.ts');
  const source = [
    "import type * as z from 'zod';",
    "import type { worldSchema } from '../sandbox/src/world/world-schema.ts';",
    ...aliases.map(([name, , type]) => `export type ${name} = ${type};`),
  ].join('\n');
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest);
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (name, ...rest) => (name === path ? file : getSourceFile(name, ...rest));
  const checker = ts.createProgram([path], options, host).getTypeChecker();
  const { InTypeAlias, MultilineObjectLiterals, NoTruncation, UseSingleQuotesForStringLiteralType } =
    ts.NodeBuilderFlags;
  const flags = InTypeAlias | MultilineObjectLiterals | NoTruncation | UseSingleQuotesForStringLiteralType;
  return file.statements.filter(ts.isTypeAliasDeclaration).map((alias) => {
    const type = checker.getTypeAtLocation(alias);
    const node = checker.typeToTypeNode(type, undefined, flags);
    if (!node || !ts.isTypeLiteralNode(node)) throw new Error(`the type ${alias.name.text} cannot be written out`);
    const comments = type.getProperties().map((member) => member.getDocumentationComment(checker));
    return { node, comments: comments.map(ts.displayPartsToString) };
  });
}

const printer = ts.createPrinter();
const printed = (node: ts.Node): string =>
  printer.printNode(ts.EmitHint.Unspecified, node, ts.createSourceFile('', '', ts.ScriptTarget.Latest));

const names = new Map<string, string>();
/** The same type, with the names of those that have one. */
function named(node: ts.Node): ts.Node {
  const name = ts.isTypeLiteralNode(node) && names.get(printed(node));
  return name ? ts.factory.createTypeReferenceNode(name) : ts.visitEachChild(node, named, undefined);
}

const texts = workedOut().map(({ node, comments }, index) => {
  const [name = '', comment] = aliases[index] ?? [];
  const bare = printed(node);
  node.members.forEach((member, position) => {
    const text = comments[position] && `* ${comments[position]} `;
    if (text) ts.addSyntheticLeadingComment(member, ts.SyntaxKind.MultiLineCommentTrivia, text, true);
  });
  const text = printed(named(node));
  names.set(bare, name);
  return `/** ${comment} */\nexport type ${name} = ${text};\n`;
});
writeFileSync(join(root, 'openapi/generated/world.ts'), texts.join('\n'));
