/** The grid in the colours and fonts of the page. Every value is a token of app.css, so dark mode works automatically. */
import { themeQuartz } from 'ag-grid-community';

/** Lengths that grow with the zoom: the grid measures them again whenever the variable changes. */
const zoomed = (length: number | string): string => `calc(${typeof length === 'number' ? `${length}px` : length} * var(--grid-zoom, 1))`;

export const theme = themeQuartz.withParams({
  fontFamily: 'var(--font)',
  fontSize: zoomed(15),
  dataFontSize: zoomed(15),
  headerFontSize: zoomed(13),
  headerFontWeight: 600,
  foregroundColor: 'var(--text)',
  textColor: 'var(--text)',
  backgroundColor: 'var(--surface)',
  dataBackgroundColor: 'var(--surface)',
  chromeBackgroundColor: 'var(--surface-2)',
  headerBackgroundColor: 'var(--surface-2)',
  headerTextColor: 'var(--text)',
  oddRowBackgroundColor: 'var(--surface)',
  borderColor: 'var(--line)',
  columnBorder: true,
  headerColumnBorder: true,
  headerColumnResizeHandleWidth: 1,
  headerColumnResizeHandleColor: 'transparent',
  rowBorder: true,
  wrapperBorder: false,
  wrapperBorderRadius: 0,
  accentColor: 'var(--accent)',
  cellHorizontalPadding: zoomed(7),
  // Taller where a finger must hit it: list-grid.css.
  rowHeight: zoomed('var(--grid-row, 30px)'),
  pinnedColumnBorder: { color: 'var(--line-strong)', width: 1, style: 'solid' },
  valueChangeValueHighlightBackgroundColor: 'var(--flash)',
  tooltipBackgroundColor: 'var(--text)',
  tooltipTextColor: 'var(--surface)',
  browserColorScheme: 'inherit',
});
