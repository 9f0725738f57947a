/** The commands of `rasoat`. Each is loaded only when it is used. */
import { failureText } from './faults/command-faults.ts';

const COMMANDS: Record<string, () => Promise<(args: string[]) => Promise<number>>> = {
  serve: async () => (await import('./commands/serve.ts')).serve,
  hub: async () => (await import('./commands/hub.ts')).hub,
  audit: async () => (await import('./commands/audit.ts')).audit,
  backup: async () => (await import('./commands/data-commands.ts')).backup,
  restore: async () => (await import('./commands/data-commands.ts')).restore,
  verify: async () => (await import('./commands/data-commands.ts')).verify,
  summaries: async () => (await import('./commands/summaries.ts')).summaries,
  bundle: async () => (await import('./commands/bundle.ts')).bundle,
  migrate: async () => (await import('./commands/migrate.ts')).migrate,
  report: async () => (await import('./report/report.ts')).report,
  papers: async () => (await import('./commands/papers.ts')).papers,
  units: async () => (await import('./commands/units.ts')).units,
  forms: async () => (await import('./commands/forms.ts')).forms,
};

const USAGE =
  'Cách dùng:\n' +
  '  rasoat serve [--demo[=2023]] [--port CỔNG] [--data THƯ_MỤC] (rasoat serve --help: các lựa chọn)\n' +
  '  rasoat hub --upstream ĐỊA_CHỈ --token MÃ [--data THƯ_MỤC] (rasoat hub --help: các lựa chọn)\n' +
  '  rasoat audit SỔ [--household MÃ_HỘ] [--data THƯ_MỤC] [--csv TỆP]\n' +
  '  rasoat audit --units [--data THƯ_MỤC]\n' +
  '  rasoat backup TỆP [--data THƯ_MỤC]\n' +
  '  rasoat restore TỆP [--data THƯ_MỤC]\n' +
  '  rasoat verify [--data THƯ_MỤC]\n' +
  '  rasoat summaries [--repair] [--data THƯ_MỤC]\n' +
  '  rasoat bundle VIỆC … (rasoat bundle --help: các việc và lựa chọn)\n' +
  '  rasoat migrate TỪ ĐẾN (rasoat migrate --help: cách ghi hai nơi)\n' +
  '  rasoat report DANH_SÁCH... --out KẾT_QUẢ.xlsx|THƯ_MỤC/ (rasoat report --help: các lựa chọn)\n' +
  '  rasoat papers DANH_SÁCH... --record GHI_NHẬN.json --out THƯ_MỤC/|TỆP.zip (rasoat papers --help: các lựa chọn)\n' +
  '  rasoat units TỆP... [--write] [--data THƯ_MỤC]\n' +
  '  rasoat forms [--json]\n';

const asksHelp = (args: readonly string[]): boolean => args.includes('--help') || args.includes('-h');
/** These print their own, longer help. */
const OWN_HELP = ['serve', 'hub', 'bundle', 'migrate', 'report', 'papers'];

/** @returns the exit status: 0 clean, 1 something to check, 2 failed. */
export async function main(args: string[]): Promise<number> {
  const [name = '', ...rest] = args;
  const load = COMMANDS[name];
  if (asksHelp(args) && !(load && OWN_HELP.includes(name))) {
    process.stdout.write(USAGE);
    return 0;
  }
  if (!load) {
    process.stderr.write(USAGE);
    return 2;
  }
  try {
    return await (
      await load()
    )(rest);
  } catch (error) {
    process.stderr.write(`${failureText(error)}\n`);
    return 2;
  }
}
