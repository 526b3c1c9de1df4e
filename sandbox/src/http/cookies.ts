import type { Request, Response } from 'express';

/** Where a cookie is for: over TLS it is a `__Host-` one, on plain HTTP it belongs to its paths alone (decision 005). */
export interface CookiePlace {
  readonly isSecure: boolean;
  /** What tells it from the same cookie of another bank, world or linkage: with `__Host-`, the path cannot. */
  readonly of: string;
  readonly paths: readonly string[];
}

const nameOf = (name: string, { isSecure, of }: CookiePlace): string => (isSecure ? `__Host-${of}-${name}` : name);

/** Sets a cookie of the bank's own pages, which no script and no foreign page's form gets at. */
export function setCookie(res: Response, name: string, value: string, place: CookiePlace): void {
  for (const path of place.isSecure ? ['/'] : place.paths) {
    res.cookie(nameOf(name, place), value, {
      httpOnly: true,
      sameSite: 'lax',
      secure: place.isSecure,
      path,
      encode: (text) => text,
    });
  }
}

/** The value of a cookie of the bank's own pages. */
export function readCookie(req: Request, name: string, place: CookiePlace): string | undefined {
  const start = `${nameOf(name, place)}=`;
  const cookies = (req.headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
  return cookies.find((cookie) => cookie.startsWith(start))?.slice(start.length);
}
