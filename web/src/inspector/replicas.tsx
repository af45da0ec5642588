import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlannedNode } from '../../../sim-core/run/plan.ts';
import { useSession } from '../state/session.ts';
import { select } from '../state/ui.ts';

/** With more replicas than this there is one field to choose from instead of a button for each. */
const MOST_BUTTONS = 24;

export function areMany({ instances }: PlannedNode): boolean {
  return instances.length > MOST_BUTTONS;
}

/** The ways from a node to each of its replicas. */
export function ReplicaButtons({ node }: { node: PlannedNode }) {
  const plan = useSession((session) => session.opened!.plan);
  return (
    <ul className="chips">
      {node.instances.map((instance) => (
        <li key={instance}>
          <button
            type="button"
            className="outlined"
            onClick={() => select({ kind: 'instance', node: node.id, instance })}
          >
            {plan.instances[instance].id}
          </button>
        </li>
      ))}
    </ul>
  );
}

interface ReplicaChoiceProps {
  readonly node: PlannedNode;
  /** The replica that is inspected; null for all of them. */
  readonly instance: number | null;
}

/** From a node to each of its many replicas, from one to another, and back. */
export const ReplicaChoice = memo(function ReplicaChoice({ node, instance }: ReplicaChoiceProps) {
  const { t } = useTranslation();
  const plan = useSession((session) => session.opened!.plan);
  const choose = (value: string): void =>
    select(
      value === ''
        ? { kind: 'node', node: node.id }
        : { kind: 'instance', node: node.id, instance: Number(value) },
    );
  return (
    <label className="choose-replica">
      <span>{t('inspector.choose')}</span>
      <select value={instance ?? ''} onChange={(event) => choose(event.target.value)}>
        <option value="">{t('inspector.all', { count: node.instances.length as never })}</option>
        {node.instances.map((each) => (
          <option key={each} value={each}>
            {plan.instances[each].id}
          </option>
        ))}
      </select>
    </label>
  );
});
