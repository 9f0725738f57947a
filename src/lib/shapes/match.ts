/** Which outline or point of a file is which unit's: by code or name, and never by a guess between two. */
import { groupBy } from '../review/group-by.ts';
import { isSameProvince } from '../review/place-name.ts';
import { unitKey } from '../review/unit-directory.ts';
import { villageSpelling, withoutKind } from '../review/village.ts';
import type { Feature } from './geojson.ts';

export interface Match<Unit> {
  /** Under which the file has the names or codes; '' where nothing fits. */
  key: string;
  chosen: Map<Unit, Feature>;
  /** Units that several features may be, or that share one with another. */
  several: Map<Unit, Feature[]>;
  /** Features that are no unit's. */
  strangers: Feature[];
}

interface Fit<Unit> {
  unit: Unit;
  feature: Feature;
}

/** By name as elsewhere; where a name differs only in the kind of place ('Bản Nà Cạp', 'Nà Cạp'), without it. */
export function matchVillages<Village extends { name: string }>(
  villages: readonly Village[],
  features: readonly Feature[],
): Match<Village> {
  const bare = (name: string): string => villageSpelling(withoutKind(name));
  return best(features, (key) => {
    const named = features.flatMap((feature) => {
      const name = feature.about[key];
      // A number alone is an id more often than a name: without its kind, 'Thôn 3' would be any third one.
      return typeof name === 'string' && /\p{L}/u.test(name) ? [{ feature, name }] : [];
    });
    const exact = fits(villages, named, villageSpelling);
    const [found, foundOf] = [new Set(exact.map(({ unit }) => unit)), new Set(exact.map(({ feature }) => feature))];
    const left = villages.filter((village) => !found.has(village));
    const others = named.filter(({ feature }) => !foundOf.has(feature));
    return [...exact, ...fits(left, others, bare)];
  });
}

function fits<Unit extends { name: string }>(
  units: readonly Unit[],
  named: readonly { feature: Feature; name: string }[],
  keyOf: (name: string) => string,
): Fit<Unit>[] {
  const byKey = groupBy(units, ({ name }) => keyOf(name));
  return named.flatMap(({ feature, name }) => {
    const key = keyOf(name);
    return key === '' ? [] : (byKey.get(key) ?? []).map((unit) => ({ unit, feature }));
  });
}

export interface MapCommune {
  name: string;
  /** null for one that nobody has found in the directory of units. */
  code: string | null;
  province: string;
}

/** By the official code; one without a code by its name, in its province where the file says one. */
export function matchCommunes<Commune extends MapCommune>(communes: readonly Commune[], features: readonly Feature[]): Match<Commune> {
  const byCode = groupBy(communes, ({ code }) => code ?? '');
  const coded = best(features, (key) =>
    features.flatMap((feature) => {
      const code = feature.about[key];
      // A table that has read it as a number has lost its zeros.
      const text = code === undefined ? '' : String(code).trim().padStart(5, '0');
      return (byCode.get(text) ?? []).map((unit) => ({ unit, feature }));
    }),
  );
  const left = communes.filter((commune) => !coded.chosen.has(commune) && !coded.several.has(commune));
  const byName = groupBy(left, ({ name }) => unitKey(name));
  const named = best(coded.strangers, (key) =>
    coded.strangers.flatMap((feature) => {
      const name = feature.about[key];
      const same = typeof name === 'string' ? (byName.get(unitKey(name)) ?? []) : [];
      const texts = Object.values(feature.about).filter((text): text is string => typeof text === 'string');
      const within = same.filter(({ province }) => texts.some((text) => isSameProvince(text, province)));
      return (within.length > 0 ? within : same).map((unit) => ({ unit, feature }));
    }),
  );
  return {
    key: coded.key || named.key,
    chosen: new Map([...coded.chosen, ...named.chosen]),
    several: new Map([...coded.several, ...named.several]),
    strangers: named.strangers,
  };
}

/** By the key under which most units are found; of equal ones the first. */
function best<Unit>(features: readonly Feature[], fitsBy: (key: string) => Fit<Unit>[]): Match<Unit> {
  let found: Match<Unit> = { key: '', chosen: new Map(), several: new Map(), strangers: [...features] };
  for (const key of new Set(features.flatMap(({ about }) => Object.keys(about)))) {
    const match = sorted(key, features, fitsBy(key));
    const weight = ({ chosen, several }: Match<Unit>): number => chosen.size + several.size;
    if (weight(match) > weight(found)) found = match;
  }
  return found;
}

function sorted<Unit>(key: string, features: readonly Feature[], all: readonly Fit<Unit>[]): Match<Unit> {
  const ofUnit = groupBy(all, ({ unit }) => unit);
  const ofFeature = groupBy(all, ({ feature }) => feature);
  const match: Match<Unit> = { key, chosen: new Map(), several: new Map(), strangers: features.filter((one) => !ofFeature.has(one)) };
  for (const [unit, its] of ofUnit) {
    const [first] = its;
    if (first && its.length === 1 && ofFeature.get(first.feature)?.length === 1) match.chosen.set(unit, first.feature);
    else
      match.several.set(
        unit,
        its.map(({ feature }) => feature),
      );
  }
  return match;
}
