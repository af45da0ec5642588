import { FilePlus2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Modal } from '../app/modal.tsx';
import { scenarioText } from '../i18n/scenario-text.ts';
import { SCENARIOS, type BundledScenario } from '../scenarios.ts';
import { choose } from '../state/actions.ts';
import { useSession } from '../state/session.ts';
import { openDialog } from '../state/ui.ts';
import { leadOf, summaryOf, type Summary } from './summary.ts';

/** Every scenario that comes along, by group, and a way to bring one's own. */
export function Chooser() {
  const { t } = useTranslation();
  const groups = [...new Set(SCENARIOS.map(({ group }) => group))];
  return (
    <Modal title={t('chooser.title')}>
      {groups.map((group) => (
        <section key={group} className="chooser-group">
          <h3>{t(`chooser.group.${group}` as 'chooser.group.other', { defaultValue: group })}</h3>
          <ul>
            {SCENARIOS.filter((scenario) => scenario.group === group).map((scenario) => (
              <Choice key={scenario.name} scenario={scenario} />
            ))}
          </ul>
        </section>
      ))}
      <button type="button" className="outlined chooser-own" onClick={() => openDialog('own')}>
        <FilePlus2 size={16} aria-hidden />
        {t('chooser.own')}
        <span className="label">{t('chooser.own_help')}</span>
      </button>
    </Modal>
  );
}

function Choice({ scenario }: { scenario: BundledScenario }) {
  const { t } = useTranslation();
  const current = useSession((session) => session.name === scenario.name);
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    void scenario.load().then(setText);
  }, [scenario]);
  const written: Summary = text === null ? { title: scenario.name, lead: '' } : summaryOf(text);
  const story = scenarioText(t, scenario.name, 'story', '');
  const summary: Summary = {
    title: scenarioText(t, scenario.name, 'title', written.title),
    lead: story === '' ? written.lead : leadOf(story),
  };
  const onChoose = (): void => {
    openDialog(null);
    void choose(scenario.name);
  };
  return (
    <li>
      <button type="button" aria-current={current} className="choice-scenario" onClick={onChoose}>
        <strong>
          {summary.title}
          {current && <span className="label"> {t('chooser.current')}</span>}
        </strong>
        <span>{summary.lead}</span>
      </button>
    </li>
  );
}
