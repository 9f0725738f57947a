/** For tests: one server on a shared PostgreSQL, in a process of its own: `testing-node.ts URL`. It sends its port to its parent. */
import { byHeader } from './testing.ts';
import { PostgresLog } from './log/postgres.ts';
import { TemplateStore } from './log/template-store.ts';
import { openDatabase } from './nodes/database.ts';
import { PostgresBus } from './nodes/postgres-bus.ts';
import { complain, openServer } from './serve/open-server.ts';

const database = await openDatabase(process.argv[2] ?? '', complain);
const bus = await PostgresBus.open(database, complain);
const log = await PostgresLog.open({ database, bus });
const { port } = await openServer({ log, bus, signIn: byHeader, templates: TemplateStore.inMemory(), host: '127.0.0.1', report: complain });
process.send?.({ port });
process.on('disconnect', () => process.exit());
