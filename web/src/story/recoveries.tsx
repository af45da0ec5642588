import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { RecoveryReport, Report } from '../../../sim-core/run/report.ts';
import { amount, duration, inWords, percent } from '../../../view/format.ts';

type Cause = RecoveryReport['causes'][number];

/** How the system got over its faults: back or not, after how long, and what keeps it from returning. */
export function Recoveries({ recoveries }: Pick<Report, 'recoveries'>) {
  const { t } = useTranslation();
  if (recoveries.length === 0) return null;
  return (
    <>
      <h4>{t('recovery.title')}</h4>
      {recoveries.map((recovery) => (
        <div key={recovery.beganAt} data-testid="recovery">
          <p>
            <span className="label">{recovery.faults.join('; ')}</span> {verdict(t, recovery)}
          </p>
          {recovery.causes.length > 0 && (
            <ul className="final-problems">
              {recovery.causes.map((cause) => (
                <li key={cause.kind + cause.node}>{sentence(t, cause)}</li>
              ))}
            </ul>
          )}
        </div>
      ))}
    </>
  );
}

function verdict(t: TFunction, { verdict: how, felt, seconds }: RecoveryReport): string {
  const key = how === 'returned' && !felt ? 'unfelt' : how;
  return t(`recovery.verdict.${key}`, { seconds: inWords(duration(seconds ?? 0)) });
}

function sentence(t: TFunction, { kind, node, data }: Cause): string {
  const facts: Record<string, string> = { node };
  for (const [name, value] of Object.entries(data))
    facts[name] = name === 'share' ? percent(value) : amount(value);
  return t(`recovery.cause.${kind}` as 'recovery.cause.saturated', facts as { node: string; share: string });
}
