#!/usr/bin/env bash
# The guess: Intl's calendar "chinese", read in the time zone of Ho Chi Minh City, gives the first day of Tet for a calendar of working days.
# What is so: in 2027 it gives 7 February; Tet is on 6 February (the new moon is at 22:56 in Viet Nam). A library with the Vietnamese
# calendar of its own (date-holidays) has the right day, but no day off by swap, none in lieu of a Sunday, and no 24 November.
# Versions: Node 20.20.2 with ICU 78.2, date-holidays 3.37.0. Date: 2026-11-28.
# The product counts by lists of days that a person confirms year by year.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >npm.log
npm install --no-audit --no-fund --save-exact date-holidays@3.37.0 >>npm.log
cat >show.cjs <<'JS'
const Holidays = require('date-holidays');
const chinese = new Intl.DateTimeFormat('en-u-ca-chinese', { timeZone: 'Asia/Ho_Chi_Minh', month: 'numeric', day: 'numeric' });
const isFirst = (noon) => {
  const parts = Object.fromEntries(chinese.formatToParts(noon).map(({ type, value }) => [type, value]));
  return parts.month === '1' && parts.day === '1';
};
const DAY = 86_400_000;
const byIntl = (year) => {
  let noon = Date.UTC(year, 0, 15, 5);
  while (!isFirst(noon)) noon += DAY;
  return new Date(noon).toISOString().slice(0, 10);
};
const days = (year) => new Holidays('VN').getHolidays(year).filter(({ type }) => type === 'public');
const byLibrary = (year) => days(year).find(({ name }) => name === 'Tết Nguyên Đán').date.slice(0, 10);
console.log(`Node ${process.versions.node}, ICU ${process.versions.icu}`);
for (const year of [2026, 2027, 2028]) console.log(year, 'Intl:', byIntl(year), '| date-holidays:', byLibrary(year));
const missing = ['2026-04-27', '2026-08-31', '2026-11-24'].filter((day) => !days(2026).some(({ date }) => date.startsWith(day)));
console.log('days off of 2026 that date-holidays does not have:', missing.join(', '));
process.exit(byIntl(2027) === '2027-02-07' && byLibrary(2027) === '2027-02-06' && missing.length === 3 ? 0 : 1);
JS
node show.cjs
