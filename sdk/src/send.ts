export interface Outgoing {
  method: string;
  headers: Record<string, string>;
  body?: URLSearchParams | undefined;
}

/** Sends a request once and reads the whole answer. Any status but a redirect is an answer. */
export type Send = (url: string, outgoing: Outgoing) => Promise<Response>;
