#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs';
import { Command, CommanderError, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { QUESTIONS, type Question } from '../sim-core/run/experiment/capacity/capacity-report.ts';
import {
  FINDINGS,
  MOST_FAULTS,
  MOST_RUNS as HUNT_RUNS,
  SEEDS,
  TRIALS,
} from '../sim-core/run/experiment/hunt/defaults.ts';
import { INTERNAL, USAGE } from './exit-codes.ts';
import { Refusal, systemTrouble } from './files.ts';
import {
  act,
  at,
  collect,
  file,
  force,
  html,
  integer,
  jobs,
  json,
  level,
  markdown,
  named,
  objective,
  out,
  positive,
  redis,
  seed,
  set,
} from './options.ts';

/** The nearest package.json: one folder up in a checkout, two in a build. */
function version(): string {
  const file = ['../package.json', '../../package.json']
    .map((up) => new URL(up, import.meta.url))
    .find((url) => existsSync(url))!;
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

type Finish = (code: number) => void;

function question(text: string, before: readonly Question[]): readonly Question[] {
  const found = QUESTIONS.find((name) => name === text);
  if (found === undefined) throw new InvalidArgumentError(`It must be one of ${QUESTIONS.join(', ')}.`);
  return [...before, found];
}

function addCapacity(brownout: Command, finish: Finish): void {
  brownout
    .command('capacity')
    .description(
      'find out how much load a scenario can bear, how few replicas it needs, and where its knee is',
    )
    .argument('<file>', file)
    .addOption(
      new Option('--question <name>', 'load, replicas or knee; may be repeated')
        .argParser(question)
        .default([] as readonly Question[], 'all'),
    )
    .option('--node <id>', 'whose replicas; default: the busiest server that can have more or fewer')
    .addOption(
      new Option('--source <id>', 'whose load is scaled; may be repeated')
        .argParser(collect)
        .default([] as readonly string[], 'all clients'),
    )
    .addOption(objective())
    .addOption(level('of each answer'))
    .option('--max-runs <n>', 'runs that may be made for all answers together', positive, 600)
    .addOption(seed())
    .addOption(set())
    .addOption(json())
    .addOption(jobs())
    .addOption(redis())
    .addOption(out())
    .addOption(html())
    .addOption(markdown())
    .addOption(force())
    .action(async (name, flags) =>
      finish(await (await import('./commands/capacity.ts')).capacityCommand(name, flags)),
    );
}

function addHunt(brownout: Command, finish: Finish): void {
  brownout
    .command('hunt')
    .description('search for the smallest trouble that breaks a scenario’s objectives')
    .argument('<file>', file)
    .option('--trials <n>', 'schedules of faults drawn at random; without faults: seeds', positive, TRIALS)
    .option('--max-faults <n>', 'faults of a schedule at most; 0 tries seeds alone', integer, MOST_FAULTS)
    .option('--faults <names>', 'such as crash,partition; default: all that last')
    .addOption(
      new Option('--spare <id>', 'a node that nothing happens to, nor to its links; may be repeated')
        .argParser(collect)
        .default([] as readonly string[], 'none'),
    )
    .option(
      '--within <from..to>',
      'when faults may begin and end, such as 10s..40s; default: from the warm-up to nine tenths of the run',
    )
    .addOption(objective())
    .option('--findings <n>', 'made small, of each number of faults', positive, FINDINGS)
    .option('--seeds <n>', 'other seeds that each finding is tried with', integer, SEEDS)
    .option('--max-runs <n>', 'runs that may be made in all', positive, HUNT_RUNS)
    .addOption(seed())
    .addOption(set())
    .addOption(json())
    .addOption(jobs())
    .addOption(redis())
    .addOption(out())
    .addOption(html())
    .addOption(markdown())
    .addOption(force())
    .action(async (name, flags) =>
      finish(await (await import('./commands/hunt.ts')).huntCommand(name, flags)),
    );
}

function addRun(brownout: Command, finish: Finish): void {
  brownout
    .command('run')
    .description('run a scenario and say what happened')
    .argument('<file>', file)
    .addOption(seed())
    .option('--duration <time>', 'simulated time, such as 30s; default: the scenario’s')
    .option(
      '--warmup <time>',
      'what to leave out at the start: a time, auto or none; default: the scenario’s',
    )
    .addOption(set())
    .addOption(act())
    .option('--json', 'print one JSON object (docs/cli.md) and nothing else')
    .option(
      '--out <folder>',
      'also write report.json, summary.txt and series.csv there; of several runs, their results',
      named,
    )
    .addOption(html())
    .addOption(markdown())
    .addOption(force())
    .addOption(
      new Option(
        '--export <format=file>',
        'also write perfetto, otlp, prometheus, requests (CSV) or mermaid there; may be repeated',
      )
        .argParser(collect)
        .default([] as readonly string[], 'none'),
    )
    .option('--spans <n>', 'requests and attempts that exports keep at most; default: 100000', positive)
    .option('--replications <n>', 'run it with so many seeds, and print means with intervals', positive)
    .option('--until <figure>', "run it until a figure is known so well, such as 'client.p99 ±5%'")
    .addOption(level('of intervals over replications'))
    .addOption(jobs())
    .addOption(redis())
    .action(async (name, flags) => finish(await (await import('./commands/run.ts')).runCommand(name, flags)));
}

function addCompare(brownout: Command, finish: Finish): void {
  brownout
    .command('compare')
    .description('run several designs with the same luck and say which differ')
    .argument('<files...>', file)
    .option('--vary <path=values>', 'one setting with its values, such as lb.policy=round-robin,random')
    .addOption(at())
    .option('--replications <n>', 'runs of each design', positive, 20)
    .addOption(level())
    .addOption(jobs())
    .addOption(redis())
    .addOption(seed())
    .addOption(set())
    .addOption(json())
    .addOption(out())
    .addOption(html())
    .addOption(markdown())
    .addOption(force())
    .action(async (files, flags) =>
      finish(await (await import('./commands/compare.ts')).compareCommand(files, flags)),
    );
}

function addSweep(brownout: Command, finish: Finish): void {
  brownout
    .command('sweep')
    .description('run a scenario at many combinations of settings: which of them matters, where it is safe')
    .argument('<file>', file)
    .addOption(
      new Option('--factor <path=values>', 'path=a,b,c, path=a..b/n or path=a..b/log n; may be repeated')
        .argParser(collect)
        .default([] as readonly string[], 'none'),
    )
    .option('--design <name>', 'grid, latin (a Latin hypercube) or one-at-a-time', 'grid')
    .option('--points <n>', 'points of a Latin hypercube; default: 50', positive)
    .addOption(at())
    .option('--replications <n>', 'runs of each point', positive, 5)
    .addOption(level())
    .addOption(jobs())
    .addOption(redis())
    .addOption(seed())
    .addOption(set())
    .addOption(json())
    .addOption(out())
    .addOption(html())
    .addOption(markdown())
    .addOption(force())
    .action(async (name, flags) =>
      finish(await (await import('./commands/sweep.ts')).sweepCommand(name, flags)),
    );
}

function addTournament(brownout: Command, finish: Finish): void {
  brownout
    .command('tournament')
    .description('run every balancing policy in every scenario: who beats whom, and where each one loses')
    .argument('[files...]', `${file}; default: all that come with Brownout and have a load balancer`)
    .option('--policies <names>', 'policies with commas between; default: all')
    .option('--metric <name>', 'the figure of the first client that decides', 'p99')
    .option('--replications <n>', 'runs of each policy in each scenario', positive, 10)
    .addOption(level())
    .addOption(jobs())
    .addOption(redis())
    .addOption(seed())
    .addOption(set())
    .addOption(json())
    .addOption(out())
    .addOption(html())
    .addOption(markdown())
    .addOption(force())
    .action(async (files, flags) =>
      finish(await (await import('./commands/tournament.ts')).tournamentCommand(files, flags)),
    );
}

function addWorker(brownout: Command, finish: Finish): void {
  brownout
    .command('worker')
    .description('make the runs that others ask for with --redis, until Ctrl-C')
    .requiredOption('--redis <url>', 'where to listen, such as redis://host:6379')
    .option('--jobs <n>', 'runs at the same time; default: one for each core', positive)
    .action(async (flags) => finish(await (await import('./commands/worker.ts')).workerCommand(flags)));
}

function addFit(brownout: Command, finish: Finish): void {
  brownout
    .command('fit')
    .description('fit a scenario to an access log or to spans, and say how near it comes')
    .argument('<log>', 'common, combined, JSON lines or OTLP JSON; also gzipped; - for standard input')
    .option('--out <file>', 'the scenario to write; default: the log’s name with .yaml, here', named)
    .addOption(json())
    .addOption(html())
    .addOption(markdown())
    .addOption(force())
    .action(async (log, flags) => finish(await (await import('./commands/fit.ts')).fitCommand(log, flags)));
}

function addTest(brownout: Command, finish: Finish): void {
  brownout
    .command('test')
    .description('run every scenario of a folder and say which objectives hold')
    .argument('<places...>', 'folders with scenarios (*.yaml), or scenario files')
    .option('--tap', 'print TAP 14 (Test Anything Protocol) and nothing else')
    .option('--junit <file>', 'also write JUnit XML there', named)
    .option('--replications <n>', 'runs of each scenario; objectives must hold in all of them', positive, 1)
    .addOption(jobs())
    .addOption(redis())
    .addOption(set())
    .addOption(force())
    .action(async (places, flags) =>
      finish(await (await import('./commands/test.ts')).testCommand(places, flags)),
    );
}

function addQuery(brownout: Command, finish: Finish): void {
  brownout
    .command('query')
    .description('ask the runs in a result folder in SQL: they are the table runs (needs DuckDB)')
    .argument('<folder>', 'what --out has written')
    .argument('<sql>', 'such as \'select variant, avg("client.p99") from runs group by 1\'')
    .addOption(json())
    .option('--csv', 'print CSV')
    .action(async (folder, sql, flags) =>
      finish(await (await import('./commands/query.ts')).queryCommand(folder, sql, flags)),
    );
}

/** The program. Commands load what they need when they are called, so that `--version` is quick. */
function program(finish: Finish): Command {
  const brownout = new Command('brownout')
    .description('A flight recorder for distributed systems: run scenarios, compare what happened.')
    .version(version())
    .exitOverride()
    .showHelpAfterError('(brownout --help says more)')
    .addHelpText(
      'after',
      `
Exit codes: 0 objectives held, 1 an objective was missed, 2 wrong usage, 3 invalid scenario,
            4 a limit was hit, 5 internal error, 130 interrupted`,
    );
  addCapacity(brownout, finish);
  addHunt(brownout, finish);
  addRun(brownout, finish);
  addCompare(brownout, finish);
  addFit(brownout, finish);
  addSweep(brownout, finish);
  addTournament(brownout, finish);
  addWorker(brownout, finish);
  addTest(brownout, finish);
  addQuery(brownout, finish);
  brownout
    .command('validate')
    .description('check a scenario without running it')
    .argument('<file>', file)
    .addOption(set())
    .action(async (name, flags) =>
      finish((await import('./commands/validate.ts')).validateCommand(name, flags.set)),
    );
  brownout
    .command('list')
    .description('list scenarios, kinds of node, policies and faults, or the settings of one kind')
    .argument('[kind]', 'a kind of node, such as server: its settings')
    .option('--json', 'print them as JSON')
    .action(async (kind, flags) =>
      finish((await import('./commands/list.ts')).listCommand(kind, flags.json === true)),
    );
  brownout
    .command('schema')
    .description('print the JSON Schema of scenarios')
    .action(async () => finish((await import('./commands/schema.ts')).schemaCommand()));
  brownout
    .command('verify')
    .description('run a scenario twice and compare the runs second by second')
    .argument('<file>', file)
    .addOption(seed())
    .addOption(set())
    .addOption(act())
    .action(async (name, flags) => finish((await import('./commands/verify.ts')).verifyCommand(name, flags)));
  return brownout;
}

async function main(): Promise<number> {
  let code = 0;
  try {
    await program((result) => {
      code = result;
    }).parseAsync();
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
    if (error instanceof Refusal) {
      process.stderr.write(`${error.message}\n`);
      return error.code;
    }
    const trouble = systemTrouble(error);
    if (trouble !== null) {
      process.stderr.write(`${trouble}\n`);
      return USAGE;
    }
    process.stderr.write(
      `This is a mistake in Brownout, not in your scenario.\n${(error as Error).stack ?? String(error)}\n`,
    );
    return INTERNAL;
  }
}

// A reader that has seen enough, such as head, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
process.exitCode = await main();
