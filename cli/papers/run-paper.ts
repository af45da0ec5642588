import type { Run } from '../../sim-core/run/run.ts';
import type { ClientReport, LatencyReport, Report } from '../../sim-core/run/report.ts';
import type { Block, Cell, Paper, Section, Table, Tone } from '../../view/paper/paper.ts';
import { recordingOf } from '../../view/record.ts';
import { number, percent, quantity, seconds } from '../render/numbers.ts';
import { caveatsSection, storyOf } from './caveats.ts';
import { replayBlocks, type Origin } from './replay.ts';
import { clientFigures, queueFigures, systemFigure } from './run-pictures.ts';
import { afterFaultsSection, momentsTable } from './run-story.ts';

/** One run as a paper: what was asked and what came of it, with its pictures and how sure it is. */
export async function runPaper(run: Run, report: Report, origin: Origin): Promise<Paper> {
  const { scenario } = run;
  const recording = recordingOf(run);
  const sections: Section[] = [
    { title: '', blocks: [...verdicts(report), ...objectives(report)] },
    { title: 'The story', blocks: storyOf(scenario) },
    { title: 'The system', blocks: [systemFigure(run, recording, report)] },
    ...Object.entries(report.clients).map(([id, client], i) => ({
      title: `What ${id} saw`,
      blocks: [
        clientFacts(client),
        ...clientFigures(run, recording, id, client, i),
        latencyTable(client.latency),
        ...classTable(client),
      ],
    })),
    nodesSection(run, report),
    { title: 'Where it waits', blocks: queueFigures(run, recording) },
    afterFaultsSection(report),
    { title: 'Moments', blocks: momentsTable(report) },
    costSection(report),
    caveatsSection(
      scenario,
      'Intervals are of one run: they say how much luck is in its figures, not how wrong the model may be.',
    ),
    {
      title: 'How to see it again',
      blocks: [identity(report), ...(await replayBlocks(origin, report.seed))],
    },
  ];
  return {
    sort: 'Run',
    title: scenario.title,
    basis: basisOf(report),
    sections: sections.filter(({ blocks }) => blocks.length > 0),
  };
}

function basisOf({ simulatedSeconds, warmupSeconds, warmup, seed }: Report): string {
  const cut = {
    none: 'nothing left out as warm-up',
    set: `the first ${seconds(warmupSeconds)} left out as warm-up`,
    detected:
      warmupSeconds === 0
        ? 'no warm-up found'
        : `the first ${seconds(warmupSeconds)} left out as warm-up (detected)`,
    'not-steady': 'no warm-up left out, for no steady state was found',
  }[warmup];
  return `${number(simulatedSeconds)} s simulated · ${cut} · seed ${seed}`;
}

/** What may be said in a sentence, the gravest first. */
function verdicts(report: Report): Block[] {
  const { objectives: all, problems, stopReason, recoveries } = report;
  const found: Block[] = problems.map(({ severity, what }) => ({
    kind: 'verdict',
    tone: severity === 'error' ? 'bad' : 'open',
    text: what,
  }));
  if (stopReason.kind === 'interrupted')
    found.push({
      kind: 'verdict',
      tone: 'open',
      text: 'The run was interrupted: this is what was measured so far.',
    });
  const metastable = recoveries.find(({ verdict }) => verdict === 'metastable');
  if (metastable !== undefined)
    found.push({
      kind: 'verdict',
      tone: 'bad',
      text: `Metastable: ${seconds(metastable.seconds)} after the last fault had ended, the trouble went on by itself.`,
      note: metastable.causes.map(({ text }) => text).join(' '),
    });
  if (all.length > 0) found.push(objectivesVerdict(report));
  return found;
}

function objectivesVerdict({ objectives: all, clients }: Report): Block {
  const missed = all.filter(({ held }) => held === false);
  const open = all.filter(({ held }) => held === null);
  const tone: Tone = missed.length > 0 ? 'bad' : open.length > 0 ? 'open' : 'good';
  const many = (n: number, word: string) => `${n} of ${all.length} objectives ${word}`;
  const text =
    missed.length > 0
      ? `${many(missed.length, missed.length === 1 ? 'was missed' : 'were missed')}.`
      : open.length > 0
        ? `${many(open.length, 'could not be measured')}; the others held.`
        : all.length === 1
          ? 'The objective held.'
          : `All ${all.length} objectives held.`;
  const ended = Object.values(clients).reduce((sum, { latency }) => sum + latency.count, 0);
  return { kind: 'verdict', tone, text, note: `Measured on ${number(ended)} answered requests.` };
}

function objectives({ objectives: all }: Report): Block[] {
  if (all.length === 0) return [];
  const items = all.map(({ text, held, measured, unit, note }) => ({
    tone: toneOf(held),
    text,
    note: measured === null ? note : `measured ${quantity(measured, unit)}`,
  }));
  return [{ kind: 'checklist', items }];
}

function toneOf(held: boolean | null): Tone {
  return held === null ? 'open' : held ? 'good' : 'bad';
}

function clientFacts(client: ClientReport): Block {
  const { offeredRate, goodput, availability, latency, attempts, offered, failed } = client;
  const p99 = latency.p99 === null ? latency.p95 : latency.p99;
  const ci = latency.p99 === null ? latency.p95Ci : latency.p99Ci;
  const reasons = Object.entries(failed).map(([reason, n]) => `${number(n)} ${reason}`);
  return {
    kind: 'facts',
    facts: [
      { label: 'offered', value: `${number(offeredRate)}/s`, note: `${number(offered)} requests` },
      { label: 'useful answers', value: `${number(goodput)}/s` },
      {
        label: 'answered well',
        value: percent(availability),
        note: reasons.length === 0 ? 'none failed' : `failed: ${reasons.join(', ')}`,
      },
      { label: 'median latency', value: seconds(latency.p50), note: `mean ${seconds(latency.mean)}` },
      {
        label: latency.p99 === null ? '95th percentile' : '99th percentile',
        value: seconds(p99),
        ...(ci === null ? {} : { note: `95 %: ${seconds(ci[0])} to ${seconds(ci[1])}` }),
      },
      ...(attempts > offered
        ? [{ label: 'attempts per request', value: number(attempts / Math.max(1, offered)) }]
        : []),
    ],
  };
}

function latencyTable(latency: LatencyReport): Table {
  const row = (name: string, value: number | null, ci: readonly [number, number] | null, needs: number) =>
    value === null
      ? [name, '–', '–', `needs ${number(needs)} values`]
      : [name, seconds(value), ci === null ? '–' : seconds(ci[0]), ci === null ? '–' : seconds(ci[1])];
  const worth = latency.effective === null ? '' : `, worth ${number(latency.effective)} independent ones`;
  return {
    kind: 'table',
    caption: `Latency of ${number(latency.count)} good answers${worth}, with 95 % intervals`,
    head: ['', 'measured', 'from', 'to'],
    rows: [
      row('mean', latency.mean, latency.meanCi, 1),
      row('p50', latency.p50, latency.p50Ci, 20),
      row('p90', latency.p90, latency.p90Ci, 100),
      row('p95', latency.p95, latency.p95Ci, 200),
      row('p99', latency.p99, latency.p99Ci, 1000),
      row('p99.9', latency.p999, latency.p999Ci, 10_000),
      row('longest', latency.max, null, 1),
    ],
  };
}

function classTable({ classes }: ClientReport): Table[] {
  const entries = Object.entries(classes);
  if (entries.length < 2) return [];
  const rows = entries.map(([name, { completed, failed }]) => [
    name,
    number(completed),
    number(failed),
    percent(completed + failed === 0 ? null : completed / (completed + failed)),
  ]);
  return [
    { kind: 'table', caption: 'Sorts of request', head: ['', 'completed', 'failed', 'answered well'], rows },
  ];
}

function nodesSection({ plan }: Run, { nodes }: Report): Section {
  const named = new Set(['utilisation', 'queueLength', 'queuePeak']);
  const rows = plan.nodes
    .filter(({ isClient }) => !isClient)
    .map((node): Cell[] => {
      const { metrics } = nodes[node.id];
      const rest = node.metrics
        .filter(({ name }) => !named.has(name) && metrics[name] !== 0 && !Number.isNaN(metrics[name]))
        .map(({ name, unit }) => `${name} ${quantity(metrics[name], unit)}`);
      const { utilisation, queueLength, queuePeak } = metrics;
      return [
        node.id + (node.instances.length > 1 ? ` ×${node.instances.length}` : ''),
        utilisation === undefined ? '–' : percent(utilisation),
        queueLength === undefined ? '–' : number(queueLength),
        queuePeak === undefined ? '–' : number(queuePeak),
        rest.join(', '),
      ];
    });
  const head = ['', 'busy', 'waiting', 'longest', 'what else'];
  return {
    title: 'What the parts did',
    blocks: rows.length === 0 ? [] : [{ kind: 'table', caption: '', head, rows }],
  };
}

function costSection({ cost }: Report): Section {
  if (cost.total === 0) return { title: 'Cost', blocks: [] };
  const rows = Object.entries(cost.nodes).map(([id, value]) => [id, number(value)]);
  return {
    title: 'Cost',
    blocks: [
      {
        kind: 'facts',
        facts: [
          { label: 'in all', value: number(cost.total) },
          { label: 'per hour', value: number(cost.perHour) },
          ...(cost.perMillionRequests === null
            ? []
            : [{ label: 'per million good answers', value: number(cost.perMillionRequests) }]),
        ],
      },
      ...(rows.length > 1 ? [{ kind: 'table' as const, caption: '', head: ['', 'cost'], rows }] : []),
    ],
  };
}

function identity({ seed, engine, fingerprint, scenario, events }: Report): Table {
  return {
    kind: 'table',
    caption: 'Equal fingerprints are the same run, event for event.',
    head: ['', ''],
    rows: [
      ['seed', String(seed)],
      ['engine', engine],
      ['document', scenario.hash],
      ['fingerprint', fingerprint],
      ['events', String(events)],
    ],
  };
}
