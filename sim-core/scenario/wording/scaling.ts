import type { Wordings } from './words.ts';

/** Autoscalers whose settings don't go together, or don't fit what they scale. */
export const scalingWords: Wordings = {
  'target-is-control': ({ name, kind }) => [
    `\`${name}\` can't be sent anything.`,
    `It is an ${kind}: it looks after other nodes and answers no requests.`,
    'Name a server, a balancer or a store.',
  ],
  'not-scalable': ({ name, kind }) => [
    `\`${name}\` can't be scaled.`,
    `It is a ${kind}; only the replicas of a server can come and go.`,
    'Name a server.',
  ],
  'scaled-twice': ({ name, other }) => [
    `\`${name}\` is scaled by \`${other}\` already.`,
    'Two autoscalers would undo each other’s decisions.',
    'Remove one of them.',
  ],
  'too-few-replicas': ({ name, replicas, wanted }) => [
    `There can't be ${wanted} replicas of \`${name}\`: it has ${replicas}.`,
    'The `replicas` of a scaled server are the most that there can be at a time.',
    `Give \`${name}\` at least \`replicas: ${wanted}\`, or ask for fewer.`,
  ],
  'replica-too-large': ({ name, cores, machine }) => [
    `A replica of \`${name}\` has ${cores} cores, a machine of the pool only ${machine}.`,
    'A replica runs on one machine, so none would ever find room.',
    'Use larger machines, or fewer cores per replica.',
  ],
  'bounds-crossed': ({ min, max }) => [
    `The minimum, ${min}, is above the maximum, ${max}.`,
    'No number lies between them.',
    'Lower the minimum or raise the maximum.',
  ],
  'initial-outside': ({ initial, min, max }) => [
    `\`initial: ${initial}\` is outside the bounds.`,
    max === '' ? `The minimum is ${min}.` : `There may be ${min} to ${max} replicas.`,
    'Choose a number within them, or leave it out.',
  ],
  'metric-not-watched': ({ policy, metric }) => [
    `\`${policy}\` does not look at \`${metric}\`.`,
    'Only `target-tracking` and `step` watch a metric of your choice.',
    'Remove `metric`, or choose one of these policies.',
  ],
  'queue-not-watched': ({ policy }) => [
    `\`${policy}\` does not look at a work queue.`,
    'Only `queue-depth` counts a backlog.',
    'Remove `workQueue`, or choose `queue-depth`.',
  ],
  'not-a-work-queue': ({ name, kind }) => [
    `\`${name}\` is not a work queue.`,
    `It is a ${kind}, and holds no jobs.`,
    'Name a node of the kind `work-queue`.',
  ],
  'average-missing': ({ metric }) => [
    `How much \`${metric}\` there should be is not said.`,
    '`target` is a share of the cores; other metrics have units of their own.',
    'Add `average`: the value per replica to keep.',
  ],
  'average-not-used': () => [
    '`average` is not used with `metric: utilisation`.',
    'Utilisation is kept at `target`.',
    'Remove `average`, or name the metric that it belongs to.',
  ],
  'target-not-used': ({ metric }) => [
    `\`target\` is not used with \`metric: ${metric}\`.`,
    'It is a share of the cores, and that is not what is watched.',
    'Remove `target`; `average` says what to keep.',
  ],
  'schedule-missing': () => [
    'There is no schedule.',
    'The policy `scheduled` does nothing else than to follow one.',
    'Add `schedule: [{ at: 8h, replicas: 10 }, { at: 20h, replicas: 2 }]`.',
  ],
};
