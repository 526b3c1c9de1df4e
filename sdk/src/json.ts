/** The body of an answer; nothing when it is not JSON. */
export async function json(response: Response): Promise<unknown> {
  return response.json().catch(() => undefined);
}
