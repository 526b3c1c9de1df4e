/** What a problem document says, RFC 9457. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly requestId: string;
  readonly errors?: readonly { readonly location: string; readonly message: string }[];
}

/** Reads a problem document. */
export async function problemIn(response: Response): Promise<ProblemDocument> {
  if (response.headers.get('content-type') !== 'application/problem+json; charset=utf-8') {
    throw new Error(`no problem document: ${response.status} ${await response.text()}`);
  }
  return (await response.json()) as ProblemDocument;
}
