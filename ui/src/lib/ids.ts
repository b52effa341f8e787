/** Ids the window makes: one per intent, so that a repeated call is still one text. */
export function newClientId(): string {
  return crypto.randomUUID();
}
