/** Lists of one's own as the fake core keeps them. Examples, no model of the rules. */

import type { OwnView, OwnViews, OwnViewWanted } from './bindings';
import type { FakeThread } from './fakeMorning';

export class FakeTogether {
  views: OwnView[] = [];
  #ids = 0;

  list(): OwnViews {
    return { views: this.views };
  }

  save(name: string, wanted: OwnViewWanted): OwnViews {
    this.#ids += 1;
    this.views = [...this.views, { id: `own${this.#ids}`, name, wanted }];
    return this.list();
  }

  remove(own: string): OwnViews {
    this.views = this.views.filter((one) => one.id !== own);
    return this.list();
  }

  threads(own: string, all: FakeThread[]): FakeThread[] {
    const wanted = this.views.find((one) => one.id === own)?.wanted;
    if (!wanted) throw new Error('no such list');
    const { whose } = wanted;
    return all.filter(
      (one) =>
        !one.hidden &&
        one.state === wanted.standing &&
        (whose.kind === 'anybody' ||
          one.assignee === (whose.kind === 'mine' ? 'marisol' : whose.kind === 'of' ? whose.user : null)) &&
        (wanted.tag === null || one.tags.includes(wanted.tag)) &&
        (wanted.category === null || one.category === wanted.category) &&
        (wanted.channel === null || one.channel === wanted.channel) &&
        (!wanted.unanswered || (one.waitingSinceAt !== null && one.unread === 0)) &&
        (!wanted.late || one.waitingSinceAt !== null),
    );
  }
}
