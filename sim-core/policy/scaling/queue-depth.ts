import { noHistory, type BehaviourState } from './behaviour.ts';
import { replicasForShared } from './replica-calculator.ts';
import type { Scaler } from './scaler.ts';
import { behaved } from './target-tracking.ts';

/** Backlog per replica, as KEDA and AWS's "backlog per instance" do it: ceil(backlog ÷ share), by HPA's rules. */
export const queueDepth: Scaler<BehaviourState> = {
  name: 'queue-depth',
  summary: 'So many waiting requests per replica.',
  init: noHistory,
  desired(view, state, settings) {
    const { backlogPerReplica, tolerance } = settings;
    const wanted = replicasForShared(view.current, view.backlog, backlogPerReplica, tolerance);
    return behaved(view, wanted, state, settings);
  },
};
