/**
 * Shows a paper as pages, for reading and for printing. It is drawn into a frame without scripts: what a template brings can do nothing
 * there.
 */

const STYLE = `
  body { margin: 0; background: #d8dbd9; }
  .paper-wrapper { display: grid; gap: 16px; justify-content: center; padding: 16px; background: none; }
  .paper-wrapper > section.paper { box-shadow: 0 1px 4px rgb(0 0 0 / 35%); background: #fff; margin: 0; }
  tr, td > p { break-inside: avoid; }
  p:has(+ table), p:has(+ p + table) { break-after: avoid; }
  @media screen { body { zoom: var(--zoom, 1); } }
  @counter-style later { system: fixed; symbols: ""; suffix: ""; }
  @media print {
    body { background: none; }
    .paper-wrapper { display: block; padding: 0; }
    .paper-wrapper > section.paper { box-shadow: none; padding: 0 !important; width: auto !important; min-height: 0 !important; }
    section.paper > header { display: none; }
  }
`;

/**
 * On paper each part has the size and the margins of its own section, and counts its own pages: the first one shows no number, and a part
 * without a heading line shows none at all.
 */
const partStyle = (section: HTMLElement, n: number): string => {
  const { width, minHeight, paddingTop, paddingRight, paddingBottom, paddingLeft } = section.style;
  const number = `@top-center { content: counter(part${n}, later); font: 13pt 'Times New Roman', serif; }`;
  return `
    .paper-wrapper > section.paper:nth-child(${n}) { page: part${n}; }
    @page part${n} {
      size: ${width} ${minHeight};
      margin: ${paddingTop} ${paddingRight} ${paddingBottom} ${paddingLeft};
      counter-increment: part${n};
      ${section.querySelector(':scope > header') ? number : ''}
    }
  `;
};

/** docx-preview draws a page before a document whose first line begins a page: Word and LibreOffice do not. It is taken out. */
function isWritten(section: HTMLElement): boolean {
  if (section.textContent.trim() !== '' || section.querySelector('img, table')) return true;
  section.remove();
  return false;
}

/** Of a page on the screen, on both sides; in dots. */
const SHADOW = 32;

/**
 * @param frame same origin, sandboxed without scripts.
 * @param isLast whether nothing newer is to be shown; asked when it is drawn.
 */
export async function showPaper(frame: HTMLIFrameElement, bytes: Uint8Array, isLast: () => boolean): Promise<void> {
  const page = frame.contentDocument;
  if (!page) return;
  const { renderAsync } = await import('docx-preview');
  const body = document.createElement('div');
  const styles = document.createElement('div');
  await renderAsync(new Blob([bytes as Uint8Array<ArrayBuffer>]), body, styles, {
    className: 'paper',
    ignoreLastRenderedPageBreak: true,
    experimental: true,
    useBase64URL: true,
    renderAltChunks: false,
    renderComments: false,
    renderChanges: false,
  });
  if (!isLast()) return;
  const own = page.createElement('style');
  const parts = [...body.querySelectorAll<HTMLElement>('.paper-wrapper > section')].filter(isWritten);
  own.textContent = STYLE + parts.map((section, n) => partStyle(section, n + 1)).join('');
  page.documentElement.lang = 'vi';
  page.head.replaceChildren(...styles.childNodes, own);
  page.body.replaceChildren(...body.childNodes);
  const widest = Math.max(...parts.map(({ offsetWidth }) => offsetWidth));
  const fit = (): void => page.documentElement.style.setProperty('--zoom', String(Math.min(1, frame.clientWidth / (widest + SHADOW))));
  fit();
  if (page.defaultView) page.defaultView.onresize = fit;
}
