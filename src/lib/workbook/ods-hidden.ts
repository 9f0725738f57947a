/** Hidden sheets and rows of an .ods or .fods; the library reports them for Excel's files only. */

export interface HiddenParts {
  sheet: boolean;
  rows: ReadonlySet<number>;
}

const attribute = (tag: string, name: string): string | undefined => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
const TAGS = /<(\/?)table:(table-row-group|table-row|table)(?![\w-])([^>]*?)(\/?)>/g;
/** More than anybody hides; the last rows of a sheet are often one row repeated a million times. */
const ENOUGH = 200_000;

/** In the order of the sheets. */
export function hiddenInOds(content: string): HiddenParts[] {
  const hiddenStyles = new Set<string>();
  for (const [, tag = '', body = ''] of content.matchAll(/<style:style\b([^>]*[^/>])>([^]*?)<\/style:style>/g)) {
    if (/<style:table-properties\b[^>]*\btable:display="false"/.test(body)) hiddenStyles.add(attribute(tag, 'style:name') ?? '');
  }
  const sheets: { sheet: boolean; rows: Set<number> }[] = [];
  let row = 0;
  // One entry for each open group of rows: whether it is collapsed.
  let groups: boolean[] = [];
  let depth = 0;
  for (const [, closing, name, attributes = '', empty] of content.matchAll(TAGS)) {
    if (name === 'table') {
      if (closing) depth--;
      // A table inside a cell is not a sheet.
      else if (!empty && ++depth === 1) {
        sheets.push({ sheet: hiddenStyles.has(attribute(attributes, 'table:style-name') ?? ''), rows: new Set() });
        row = 0;
        groups = [];
      }
    } else if (depth !== 1) continue;
    else if (name === 'table-row-group') {
      if (closing) groups.pop();
      else if (!empty) groups.push(attribute(attributes, 'table:display') === 'false');
    } else if (!closing) {
      const times = Number(attribute(attributes, 'table:number-rows-repeated') ?? 1);
      const hidden = groups.includes(true) || /^(collapse|filter)$/.test(attribute(attributes, 'table:visibility') ?? '');
      if (hidden) for (let n = 0; n < Math.min(times, ENOUGH); n++) sheets.at(-1)?.rows.add(row + n);
      row += times;
    }
  }
  return sheets;
}
