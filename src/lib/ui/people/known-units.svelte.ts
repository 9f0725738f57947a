/** The directory of units as the admin chooses from it: asked once, searched on the device. */
import { UNITS } from '$lib/api/units.ts';
import { fold, isUnmarked } from '$lib/review/text.ts';
import { unitKey } from '$lib/review/unit-directory.ts';
import { ask } from '../parts/ask.ts';

export interface KnownUnit {
  code: string;
  name: string;
  /** Of its province; '' for a province. */
  within: string;
  province: string;
}

/** A unit as it is searched: made once, because 3,321 names are compared at every key. */
interface Searched extends KnownUnit {
  key: string;
  folded: string;
}

/** So many are offered; whoever looks for another types more of its name. */
export const OFFERED = 50;

export class KnownUnits {
  #provinces = $state.raw<readonly Searched[]>([]);
  #communes = $state.raw<readonly Searched[]>([]);
  #olds = $state(0);

  get provinces(): readonly KnownUnit[] {
    return this.#provinces;
  }

  get communes(): readonly KnownUnit[] {
    return this.#communes;
  }

  /** How many old names it has. */
  get olds(): number {
    return this.#olds;
  }

  async load(): Promise<void> {
    try {
      const { units, olds } = await ask(UNITS.directory);
      this.take(units);
      this.#olds = olds;
    } catch (error) {
      // Names can be typed all the same.
      console.warn('directory of units', error);
    }
  }

  take(units: readonly (readonly [code: string, parent: string, name: string])[]): void {
    const collator = new Intl.Collator('vi', { numeric: true });
    const names = new Map(units.map(([code, , name]) => [code, name]));
    const all = units
      .map(([code, province, name]): Searched => ({
        ...{ code, name, province, within: names.get(province) ?? '' },
        key: unitKey(name),
        folded: fold(name),
      }))
      .sort((a, b) => collator.compare(a.name, b.name));
    this.#provinces = all.filter(({ province }) => province === '');
    this.#communes = all.filter(({ province }) => province !== '');
  }

  searchProvinces = (text: string): KnownUnit[] => search(this.#provinces, text);

  /** @param province its code; '' for the whole country. */
  searchCommunes = (text: string, province: string): KnownUnit[] =>
    search(province === '' ? this.#communes : this.#communes.filter((unit) => unit.province === province), text);
}

/** Names that begin with the text, or with it after their kind ('Xã'), come first. Without marks, marks do not count. */
function search(units: readonly Searched[], text: string): KnownUnit[] {
  const plain = isUnmarked(text);
  const wanted = plain ? fold(text) : unitKey(text);
  const places = units.flatMap((unit) => {
    const name = plain ? unit.folded : unit.key;
    const at = ` ${name}`.indexOf(` ${wanted}`);
    return at < 0 ? [] : [{ unit, at: name === wanted || name.endsWith(` ${wanted}`) ? 0 : at + 1 }];
  });
  return places
    .sort((a, b) => a.at - b.at)
    .slice(0, OFFERED)
    .map(({ unit }) => unit);
}
