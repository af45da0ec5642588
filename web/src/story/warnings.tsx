import { useTranslation } from 'react-i18next';
import { Problems } from '../app/problems.tsx';
import type { PageProblem } from '../worker/protocol.ts';

/** What the reader of the scenario should know although it runs. */
export function Warnings({ problems }: { problems: readonly PageProblem[] }) {
  const { t } = useTranslation();
  if (problems.length === 0) return null;
  return (
    <details className="warnings">
      <summary>{t('story.warnings')}</summary>
      <Problems problems={problems} />
    </details>
  );
}
