/** The Spanish of the core's advice: what happened, what is safe, what to do next. A file for each part of the day. */

import { always } from './always';
import { door } from './door';
import { people } from './people';
import { settings } from './settings';
import { writing } from './writing';

export const advice: Readonly<Record<string, string>> = {
  ...always,
  ...door,
  ...settings,
  ...writing,
  ...people,
};
