/**
 * `npm run seed -- --commune|--district|--province [--data FOLDER]`: invented lists of that size in a new data folder, or in the database of
 * DATABASE_URL, ready for `rasoat serve`: it shows the link for the first admin, who gives the accounts.
 */
import { parseArgs } from 'node:util';
import { databaseUrl, folderOf, openFolder, openShared } from '../server/commands/stores.ts';
import { communesOf, PERSON, SIZES, writeCommune, YEAR } from './seed-lists.ts';

const { values } = parseArgs({
  options: { commune: { type: 'boolean' }, district: { type: 'boolean' }, province: { type: 'boolean' }, data: { type: 'string' } },
});
const size = (Object.keys(SIZES) as (keyof typeof SIZES)[]).find((one) => values[one]);
if (!size) throw new Error('--commune, --district or --province');

const url = values.data === undefined ? databaseUrl() : null;
const stores = url === null ? openFolder(folderOf(values.data)) : await openShared(url);
try {
  const accounts = await stores.accounts();
  if ((await stores.log.rooms()).length > 0) throw new Error('there are lists already');
  const began = performance.now();
  let [communes, households] = [0, 0];
  for (const { name, data } of communesOf(SIZES[size])) {
    const wanted = {
      commune: name,
      province: 'Tỉnh Mẫu',
      district: size === 'district' ? 'Huyện Mẫu' : '',
      year: YEAR,
      plan: '',
      standard: '',
    };
    await accounts.reviews.create(
      { ...wanted, code: '', area: '', areaFrom: '', areaBefore: '', beside: [], copyVillages: false, copyHouseholds: false },
      (review, cells) => writeCommune(stores.log, review, data, cells),
    );
    communes += 1;
    households += data.households.length;
    process.stdout.write(`\r${communes} communes, ${households} households`);
  }
  process.stdout.write(`\nby ${PERSON.name}, in ${((performance.now() - began) / 1_000).toFixed(1)} s\n`);
} finally {
  await stores.close();
}
process.exit(0);
