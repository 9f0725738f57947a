/** Finds text for people that is not Vietnamese. */

const ONSET = '(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?';
const VOWELS =
  '(?:uye|uya|uyu|uoi|uou|uay|uai|oai|oay|oao|oeo|ieu|yeu|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|ue|ui|uo|uu|uy|ye|[aeiouy])';
/** The letters that a syllable without diacritics can have: an English word of two syllables or with a consonant cluster has others. */
const SYLLABLE = new RegExp(`^${ONSET}${VOWELS}(?:ch|ng|nh|[cmnpt])?$`, 'i');

/** Foreign words that people here use: names of programs, keys, file types. Abbreviations in names of fields: {stt}, {số cccd}. */
const KNOWN = new Set(
  'Excel Word LibreOffice Windows Android iPhone iPad Chrome Edge Firefox Safari Samsung Internet Wi Fi web Unicode VnTime TTg zip docx xlsx xls ods fods csv json GeoJSON ctrl shift alt enter esc tab home end fx internet thg stt cccd'
    .toLowerCase()
    .split(' '),
);

/** Not words: addresses, paths, file names, and command arguments. */
const NO_WORDS =
  /https?:\/\/\S+|(?:^|\s)\.{0,2}\/\S+|--?[a-z][a-z-]*(?: [a-z]+\|[a-z]+)?|\S+\.[a-z]+\b|“rasoat[^”]*”|\brasoat (?:bundle )?\w+|'[^']*'/gi;

/** Ignores words in capitals, which are codes and abbreviations. */
export function foreignWords(text: string): string[] {
  const words =
    text
      .replaceAll(NO_WORDS, ' ')
      .normalize('NFC')
      .match(/\p{L}+/gu) ?? [];
  return [
    ...new Set(
      words.filter(
        (word) => /^[a-z]{2,}$/i.test(word) && word !== word.toUpperCase() && !SYLLABLE.test(word) && !KNOWN.has(word.toLowerCase()),
      ),
    ),
  ];
}
