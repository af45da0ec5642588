import { balancers } from '../../sim-core/index.ts';
import { figureKind } from '../../sim-core/run/experiment/figures-of.ts';
import { seedsOf, type Outcome } from '../../sim-core/run/experiment/replications.ts';
import { standingsOf, type Arena } from '../../sim-core/run/experiment/tournament.ts';
import type { Scenario } from '../../sim-core/scenario/index.ts';
import { HELD, INTERRUPTED, USAGE } from '../exit-codes.ts';
import { perform, type ExperimentFlags } from '../experiment.ts';
import { bundledScenarios, Refusal } from '../files.ts';
import { openFile, tasksOf, type LoadedFile } from '../load.ts';
import { commandLine, inPercent } from '../papers/command-line.ts';
import { refuseTakenPapers, writePaper, type PaperFlags } from '../papers/write.ts';
import { tournamentJson, tournamentText } from '../render/tournament.ts';
import { openResults, type About } from '../results/folder.ts';
import type { RunRow } from '../results/runs-table.ts';
import path from 'node:path';

export interface TournamentFlags extends ExperimentFlags, PaperFlags {
  readonly policies?: string | undefined;
  /** Name of a figure of the first client: `p99`. */
  readonly metric: string;
  readonly replications: number;
  readonly confidence: number;
  readonly seed?: number | undefined;
  readonly set: readonly string[];
}

/** A scenario with a load balancer, and each policy in it. */
interface Ground {
  readonly name: string;
  readonly file: string;
  readonly base: LoadedFile;
  /** By policy; null where the policy cannot be used, with the reason. */
  readonly designs: readonly (LoadedFile | null)[];
  readonly reasons: readonly { readonly policy: string; readonly why: string }[];
}

/** Every balancing policy in every scenario: who beats whom, and where each one loses. */
export async function tournamentCommand(files: readonly string[], flags: TournamentFlags): Promise<number> {
  refuseTakenPapers(flags);
  const policies = policiesOf(flags.policies);
  const all = groundsOf(files, policies, flags.set);
  const grounds = all.filter(({ designs }) => designs.filter((design) => design !== null).length >= 2);
  if (grounds.length === 0)
    throw new Refusal('There is no scenario in which two of these policies can be used.', USAGE);
  const results =
    flags.out === undefined
      ? null
      : openResults(flags.out, aboutOf(grounds, policies, flags), flags.force === true);
  const plan = grounds.flatMap((ground) => {
    const seeds = seedsOf({ seed: flags.seed ?? ground.base.scenario.seed }, flags.replications);
    const playing = ground.designs.flatMap((loaded, p) => (loaded === null ? [] : [{ ground, loaded, p }]));
    const tasks = playing.map(({ loaded }) => tasksOf(loaded, seeds));
    return seeds.flatMap((_, s) => playing.map((each, i) => ({ ...each, task: tasks[i][s] })));
  });
  const outcomes = grounds.map(({ designs }) =>
    designs.map((loaded): Outcome[] | null => (loaded === null ? null : [])),
  );
  const runs: RunRow[] = [];
  const interrupted = await perform(
    {
      tasks: plan.map(({ task }) => task),
      store: results?.store,
      done: (outcome, task) => {
        const { ground, loaded, p } = plan[runs.length];
        outcomes[grounds.indexOf(ground)][p]!.push(outcome);
        const labels = { scenario: ground.name, policy: policies[p] };
        runs.push({ labels, scenario: loaded.scenario, task, outcome });
        return false;
      },
    },
    flags,
  );
  results?.finish(runs, !interrupted);
  const arenas = grounds.map(({ name, base }, g): Arena => {
    const figure = figureOf(base.scenario, flags.metric);
    const { unit, better } = figureKind(figure);
    const guard = unit === 's' ? figureOf(base.scenario, 'availability') : null;
    return { name, figure, better, guard, outcomes: outcomes[g] };
  });
  const standings = standingsOf(policies, arenas, flags.confidence);
  const reasons = all.map((ground) => ({
    arena: ground.name,
    reasons: reasonsOf(ground, policies, grounds.includes(ground)),
  }));
  const tournament = {
    arenas,
    standings,
    reasons,
    replications: flags.replications,
    confidence: flags.confidence,
  };
  const text =
    flags.json === true ? JSON.stringify(tournamentJson(tournament), null, 2) : tournamentText(tournament);
  process.stdout.write(`${text}\n`);
  await writePaper(flags, async () => {
    const { tournamentPaper } = await import('../papers/tournament-paper.ts');
    const scenarios = grounds.map(({ base }) => base.scenario);
    return tournamentPaper(
      tournament,
      policies,
      scenarios,
      commandLine('tournament', files, againWith(flags)),
    );
  });
  return interrupted ? INTERRUPTED : HELD;
}

/** Options that hold this tournament again. */
function againWith({ policies, metric, replications, confidence, seed, set }: TournamentFlags) {
  return { policies, metric, replications, confidence: inPercent(confidence), seed, set };
}

function policiesOf(text: string | undefined): string[] {
  const known: string[] = balancers.map(({ name }) => name);
  const chosen = text === undefined ? known : text.split(',').map((name) => name.trim());
  const unknown = chosen.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new Refusal(`--policies: there is no policy ${unknown}. Policies are: ${known.join(', ')}.`, USAGE);
  if (chosen.length < 2 || new Set(chosen).size < chosen.length)
    throw new Refusal('--policies: a tournament needs at least two policies, each once.', USAGE);
  return chosen;
}

function groundsOf(files: readonly string[], policies: readonly string[], set: readonly string[]): Ground[] {
  const chosen = files.length > 0 ? files : bundledScenarios();
  const grounds = chosen.flatMap((file): Ground[] => {
    const opened = openFile(file);
    const base = opened.load(set);
    const nodes = balancersIn(base.scenario);
    if (nodes.length === 0 && files.length === 0) return [];
    if (nodes.length === 0)
      throw new Refusal(`${file} has no load balancer, so there is nothing to vary.`, USAGE);
    const tried = policies.map((policy) =>
      opened.attempt([...set, ...nodes.map((id) => `nodes.${id}.policy=${policy}`)]),
    );
    return [
      {
        name: path.basename(file, '.yaml'),
        file,
        base,
        designs: tried.map((each) => ('refused' in each ? null : each)),
        reasons: tried.flatMap((each, p) =>
          'refused' in each ? [{ policy: policies[p], why: each.refused[0].what }] : [],
        ),
      },
    ];
  });
  return grounds;
}

/** Why some policies, or all of them, take no part: those with the same reason together. */
function reasonsOf({ reasons }: Ground, policies: readonly string[], takesPart: boolean): string[] {
  const byWhy = new Map<string, string[]>();
  for (const { policy, why } of reasons) {
    const plain = why.replace(/^In `[^`]*`: /, '').replaceAll(policy, '…');
    byWhy.set(plain, [...(byWhy.get(plain) ?? []), policy]);
  }
  const told = [...byWhy].map(([why, own]) => `${own.join(', ')}: ${why}`);
  return takesPart
    ? told
    : [`left out, for fewer than two of ${policies.length} can be used; ${told.join('; ')}`];
}

function balancersIn({ nodes }: Scenario): string[] {
  return nodes.filter(({ kind }) => kind.kind === 'load-balancer').map(({ id }) => id);
}

function figureOf({ nodes }: Scenario, metric: string): string {
  return `${nodes.find(({ kind }) => kind.tier === 'client')!.id}.${metric}`;
}

function aboutOf(grounds: readonly Ground[], policies: readonly string[], { set }: TournamentFlags): About {
  return {
    experiment: 'tournament',
    documents: grounds.map(({ name, base }) => ({ name, text: base.source.text })),
    set,
    design: { policies },
    labels: { scenario: 'The scenario that was run.', policy: 'The policy of all of its load balancers.' },
  };
}
