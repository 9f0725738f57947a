import { expect, it } from 'vitest';
import { isDitto } from './ditto.ts';

it('knows the marks and words for "same as above", and nothing else', () => {
  const marks = [
    '"',
    '”',
    '〃',
    '""',
    '" "',
    "''",
    '//',
    '////',
    '/////',
    '// //',
    ',,',
    '- " -',
    '---//---',
    'nt',
    '-nt-',
    '(nt)',
    'N.T',
    'Như trên',
    'giống trên',
    'ditto',
  ];
  const others = ['', '/', "'", ',', '-', 'a"', '//a', 'Nông Thượng', 'Tày', '1/2', 'Như Trên Thị'];
  expect([marks.filter((text) => !isDitto(text)), others.filter(isDitto)]).toEqual([[], []]);
});

// With backtracking, this would take longer than anybody waits.
it('a long row of marks with another ending is scanned only once', () => {
  for (const row of ['/'.repeat(1999), '" '.repeat(999), "'".repeat(1998), ','.repeat(1998)]) expect(isDitto(`${row}x`)).toBe(false);
});
