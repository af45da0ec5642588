import { networkCaveats, type Scenario } from '../../sim-core/scenario/index.ts';
import type { Block, Section } from '../../view/paper/paper.ts';

/** What every figure takes for granted, and what it leaves out, part by part. */
export function caveatsSection(scenario: Pick<Scenario, 'nodes'>, figures: string): Section {
  const used = [...new Set(scenario.nodes.map(({ kind }) => kind))];
  const rows = [
    ...used.map(({ kind, caveats }) => [kind, caveats.assumes, caveats.leavesOut]),
    ['network', networkCaveats.assumes, networkCaveats.leavesOut],
  ];
  return {
    title: 'What is assumed, and what is left out',
    blocks: [
      {
        kind: 'prose',
        tone: 'note',
        text: `A simulation answers for the document it was given, not for a system that nobody described. ${figures}`,
      },
      { kind: 'table', caption: '', head: ['part', 'assumes', 'leaves out'], rows },
    ],
  };
}

/** What a scenario says of itself. */
export function storyOf({ story }: Scenario): Block[] {
  return story.trim() === '' ? [] : [{ kind: 'prose', text: story, tone: 'story' }];
}
