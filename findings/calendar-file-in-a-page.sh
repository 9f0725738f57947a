#!/usr/bin/env bash
# The guess: the two usual libraries for .ics files write one in a page that people open at plain http, with lines folded as RFC 5545 3.1 asks.
# What is so: ical-generator asks for crypto.randomUUID for every event, also one that has its own id. Browsers give that at https only, so at
# plain http each event throws. ics folds after 75 characters, not octets: a line of Vietnamese is a third longer than a reader may expect.
# ical.js folds by octets (its setting foldLength does not count the space before a continued line) and asks for no random id.
# Versions: ical-generator 9.0.0, ics 3.12.0, ical.js 2.2.1. Date: 2026-11-28.
# The product writes its calendar file with ical.js: src/lib/ui/plan/calendar-file.ts
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >npm.log
npm install --no-audit --no-fund --save-exact ical-generator@9.0.0 ics@3.12.0 ical.js@2.2.1 >>npm.log
cat >show.mjs <<'JS'
import ICAL from 'ical.js';
import { createEvents } from 'ics';
const title = 'Hạn gửi báo cáo kết quả rà soát hộ nghèo, hộ cận nghèo của Ủy ban nhân dân xã Kim Sơn năm 2026';
const longest = (text) => Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)));
const byIcs = longest(createEvents([{ uid: 'han-1@xa', start: [2026, 11, 28], title }]).value);

ICAL.foldLength = 74;
const event = new ICAL.Component('vevent');
event.addPropertyWithValue('summary', title);
const byIcalJs = longest(event.toString());

// As browsers do at a plain http address.
Object.defineProperty(crypto, 'randomUUID', { value: undefined });
const { default: calendar } = await import('ical-generator');
let thrown = '';
try {
  calendar({ events: [{ id: 'han-1@xa', start: new Date(), summary: title }] });
} catch (error) {
  thrown = String(error);
}
console.log({ byIcs, byIcalJs, thrown });
process.exit(byIcs > 75 && byIcalJs <= 75 && thrown.includes('randomUUID') ? 0 : 1);
JS
node show.mjs
