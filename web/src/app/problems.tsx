import './banner.css';
import { useTranslation } from 'react-i18next';
import { joined } from '../i18n/joined.ts';
import { problemText } from '../i18n/problem-text.ts';
import { inline } from '../story/inline.tsx';
import type { PageProblem } from '../worker/protocol.ts';

interface ProblemsProps {
  readonly problems: readonly PageProblem[];
  /** Goes to the place in the text, where there is one to go to. */
  readonly onGo?: (problem: PageProblem) => void;
}

/** What is wrong, why, and what to write instead; with the place. */
export function Problems({ problems, onGo }: ProblemsProps) {
  const { t } = useTranslation();
  return (
    <ul className="problems">
      {problems.map((problem) => (
        <li
          key={`${problem.line}:${problem.column}:${problem.what}`}
          className={`problem ${problem.severity}`}
        >
          {onGo === undefined ? (
            <span className="where">{t('own.at', { line: problem.line, column: problem.column })}</span>
          ) : (
            <button type="button" className="where outlined" onClick={() => onGo(problem)}>
              {t('own.at', { line: problem.line, column: problem.column })}
            </button>
          )}
          <p>{inline(joined(problemText(t, problem, 'what'), problemText(t, problem, 'why')))}</p>
          {problem.fix !== '' && (
            <p className="fix">
              {t('own.fix')} {inline(problemText(t, problem, 'fix'))}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
