/**
 * Every sentence the window says. Plain, short, present tense; say what happens next and offer the way on. No "please",
 * no blame, no jargon. Patients are called by first name, never by a guessed pronoun.
 */

import { access } from './access';
import { answers } from './answers';
import { activity } from './activity';
import { agreements } from './agreements';
import { allYears } from './allYears';
import { authenticator } from './authenticator';
import { backup } from './backup';
import { banner } from './banner';
import { batch } from './batch';
import { brake } from './brake';
import { cases } from './cases';
import { composer } from './composer';
import { computer } from './computer';
import { conn } from './conn';
import { contacts } from './contacts';
import { badge, basis, channel, consent, due, language, place, proof, quiet, review } from './consent';
import { deed } from './deed';
import { delivery, hold, holdWhy, problem, acts } from './delivery';
import { dialog } from './dialog';
import { directory } from './directory';
import { drift } from './drift';
import { earlier } from './earlier';
import { error } from './error';
import { find } from './find';
import { frozen } from './frozen';
import { general } from './general';
import { goals } from './goals';
import { help } from './help';
import { hiding } from './hiding';
import { hours } from './hours';
import { household } from './household';
import { keyChange } from './keyChange';
import { list, view } from './list';
import { lists } from './lists';
import { lock, ownPassword } from './lock';
import { looking } from './looking';
import { merging } from './merging';
import { message } from './message';
import { nav } from './nav';
import { newMessage } from './newMessage';
import { outbox } from './outbox';
import { override } from './override';
import { overview } from './overview';
import { paper } from './paper';
import { patient } from './patient';
import { firstDay, people } from './people';
import { pictures } from './pictures';
import { portal } from './portal';
import { recoveryCode } from './recoveryCode';
import { refusal } from './refusal';
import { report } from './report';
import { retention } from './retention';
import { threadReview } from './review';
import { schedule } from './schedule';
import { screener } from './screener';
import { keys, settings, setup, recovery } from './screens';
import { templates } from './templates';
import { thread } from './thread';
import { toast } from './toast';
import { together } from './together';
import { tour } from './tour';
import { told } from './told';
import { trail } from './trail';
import { unconfirmed } from './unconfirmed';
import { core, listed } from './words';

export const english = {
  ...general,
  badge,
  hiding,
  hours,
  household,
  contacts,
  merging,
  channel,
  view,
  language,
  basis,
  error,
  nav,
  conn,
  banner,
  batch,
  brake,
  frozen,
  list,
  thread,
  message,
  delivery,
  hold,
  problem,
  ...acts,
  holdWhy,
  unconfirmed,
  activity,
  composer,
  computer,
  refusal,
  override,
  patient,
  consent,
  earlier,
  lists,
  proof,
  due,
  review,
  place,
  quiet,
  outbox,
  find,
  newMessage,
  toast,
  keys,
  pictures,
  portal,
  screener,
  schedule,
  templates,
  settings,
  setup,
  lock,
  looking,
  ownPassword,
  people,
  agreements,
  firstDay,
  recoveryCode,
  recovery,
  overview,
  report,
  threadReview,
  access,
  answers,
  drift,
  retention,
  cases,
  together,
  deed,
  told,
  trail,
  backup,
  keyChange,
  allYears,
  authenticator,
  paper,
  dialog,
  directory,
  goals,
  help,
  tour,
  core,
  listed,
} as const;

export type English = typeof english;
