#!/usr/bin/env bash
# The guess: the number format [$-42A]#,##0 names only a locale (42A, Vietnamese), so no viewer shows a currency.
# What is so: SheetJS, and what is built on it, shows the number with a dollar sign: $1,234,567.
# Versions: @e965/xlsx 0.20.3. Date: 2026-11-28.
# The product writes plain #,##0: docs/decisions/014-number-formats-of-the-machine.md
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >npm.log
npm install --no-audit --no-fund --save-exact @e965/xlsx@0.20.3 >>npm.log
cat >show.cjs <<'JS'
const { SSF } = require('@e965/xlsx');
const shown = ['#,##0', '[$-42A]#,##0'].map((format) => SSF.format(format, 1234567));
console.log('#,##0 shows', shown[0], '| [$-42A]#,##0 shows', shown[1]);
process.exit(shown[0] === '1,234,567' && shown[1] === '$1,234,567' ? 0 : 1);
JS
node show.cjs
