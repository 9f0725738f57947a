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
  @page { size: A4; margin: 20mm 20mm 20mm 30mm; }
  @media print {
    body { background: none; }
    .paper-wrapper { display: block; padding: 0; }
    .paper-wrapper > section.paper { box-shadow: none; padding: 0 !important; width: auto !important; min-height: 0 !important; }
    section.paper > header { display: none; }
  }
`;

/** On paper each part counts its own pages, and the first one shows no number. */
const partStyle = (n: number): string => `
  .paper-wrapper > section.paper:nth-child(${n}) { page: part${n}; }
  @page part${n} { counter-increment: part${n}; @top-center { content: counter(part${n}, later); font: 13pt 'Times New Roman', serif; } }
`;

/** A4 at 96 dots an inch, with its shadow. */
const PAGE_WIDTH = 794 + 32;

/** @param frame same origin, sandboxed without scripts. */
export async function showPaper(frame: HTMLIFrameElement, bytes: Uint8Array): Promise<void> {
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
  const own = page.createElement('style');
  const parts = body.querySelectorAll('.paper-wrapper > section').length;
  own.textContent = STYLE + Array.from({ length: parts }, (_, n) => partStyle(n + 1)).join('');
  page.documentElement.lang = 'vi';
  page.head.replaceChildren(...styles.childNodes, own);
  page.body.replaceChildren(...body.childNodes);
  page.documentElement.style.setProperty('--zoom', String(Math.min(1, frame.clientWidth / PAGE_WIDTH)));
}
