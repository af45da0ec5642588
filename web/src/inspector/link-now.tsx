import { useTranslation } from 'react-i18next';
import { amount, rate as inRate } from '../../../view/format.ts';
import { usePlayback } from '../state/playback.ts';
import { useLinkRate } from '../state/rates.ts';

/** The numbers of a link, both ways. */
export function LinkNow({ from, to }: { from: string; to: string }) {
  return (
    <>
      <Direction from={from} to={to} />
      <Direction from={to} to={from} />
    </>
  );
}

function Direction({ from, to }: { from: string; to: string }) {
  const { t } = useTranslation();
  const rate = useLinkRate(from, [to]);
  const link = usePlayback(({ digest }) =>
    digest?.links.find((candidate) => candidate.from === from && candidate.to === to),
  );
  return (
    <section className="figure-group">
      <h3>
        {from} → {to}
      </h3>
      <dl className="figures">
        <div>
          <dt>{t('inspector.messages')}</dt>
          <dd>
            <span className="number">{rate === null ? '–' : inRate(rate)}</span>
            <span className="unit"> /s</span>
          </dd>
        </div>
        <div>
          <dt>{t('inspector.lost')}</dt>
          <dd className="number">{amount(link?.dropped ?? 0)}</dd>
        </div>
        <div>
          <dt>{t('inspector.cutWays')}</dt>
          <dd className="number">{t('inspector.of', { part: link?.cut ?? 0, whole: link?.ways ?? 0 })}</dd>
        </div>
      </dl>
    </section>
  );
}
