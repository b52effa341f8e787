/**
 * Messages with figures, in ICU's syntax: which form goes with which number is the language's rule (CLDR, through
 * Intl), never an `if`. What is compiled is kept, since rows are drawn often.
 */

import { IntlMessageFormat } from 'intl-messageformat';

export type Values = Record<string, string | number>;

/** Says messages in one language. */
export function messages(locale: string): (message: string, values: Values) => string {
  const compiled = new Map<string, IntlMessageFormat>();
  return (message, values) => {
    let found = compiled.get(message);
    if (!found) {
      found = new IntlMessageFormat(message, locale);
      compiled.set(message, found);
    }
    return String(found.format(values));
  };
}
