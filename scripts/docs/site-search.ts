import type { Comment, CommentDisplayPart, DeclarationReflection, DocumentReflection, IndexEvent } from 'typedoc';

const isAscii = (text: string): boolean => !/[^ -~]/.test(text);

/** The search finds a part of a word, but its words end at spaces and its trimmer takes what is not ASCII for punctuation. */
function searchable(text: string): string {
  return text
    .split(/[\s、。・「」『』（）［］()[\],.:;|`]+/)
    .map((word) => (isAscii(word) ? word : `_${word}_`))
    .join(' ');
}

const textOf = (parts: readonly CommentDisplayPart[]): string => parts.map(({ text }) => text).join('');

/** What is said of an export, without its examples: a function's comment is that of its signature. */
function commentsOf(reflection: DeclarationReflection | DocumentReflection): string {
  const signatures = reflection.isDeclaration() ? (reflection.signatures ?? []) : [];
  const comments = [reflection, ...signatures]
    .map(({ comment }) => comment)
    .filter((one): one is Comment => Boolean(one));
  return comments
    .flatMap((one) =>
      [one.summary, ...one.blockTags.filter(({ tag }) => tag !== '@example').map((tag) => tag.content)].map(textOf),
    )
    .join('\n');
}

/** Hands the texts to TypeDoc's index in a shape in which it keeps what is Japanese. */
export function indexJapanese({ searchFields, searchFieldWeights, searchResults }: IndexEvent): void {
  searchFieldWeights.headings = 20;
  for (const [at, reflection] of searchResults.entries()) {
    const document = reflection.isDocument() ? textOf(reflection.content) : '';
    searchFields[at] = {
      name: `${reflection.name} ${searchable(reflection.name)}`,
      headings: searchable((document.match(/^#+ .+$/gm) ?? []).join(' ')),
      document: searchable(document),
      comment: searchable(commentsOf(reflection)),
    };
  }
}
