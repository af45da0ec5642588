/** How the system got over faults, as the report of a run says it. */
export const recoveryEn = {
  title: 'After the faults',
  verdict: {
    returned: 'As before {{seconds}} after the end.',
    unfelt: 'Nothing was felt beyond the usual noise.',
    returning: 'Not back {{seconds}} after the end, but coming nearer.',
    stuck: 'Not as before {{seconds}} after the end.',
    metastable: 'Metastable: {{seconds}} after the end the trouble goes on by itself.',
    lasting: 'The fault has not ended.',
    unknown: 'Too little was seen before the fault to compare with.',
  },
  cause: {
    retries:
      '{{node}} sends {{times}} attempts per request ({{usual}} before), and {{share}} of its requests are answered usefully.',
    'call-retries': '{{node}} makes {{times}} attempts at each of its calls ({{usual}} before).',
    'abandoned-queue':
      'Of {{requests}} requests that wait at {{node}}, {{share}} are for callers who have given up.',
    'late-answers': '{{share}} of the good answers reach {{node}} too late.',
    leaderless:
      '{{share}} of the requests of {{node}} fail because nobody leads, or too few replicas acknowledge.',
    'no-backend': '{{share}} of the requests of {{node}} fail because no backend is in rotation.',
    saturated: '{{node}} is busy {{share}} of the time.',
    'more-load': '{{node}} offers {{times}} times the load of before the fault.',
    'still-down': 'Still down at {{node}}: {{instances}}.',
  },
  name: {
    retries: 'retries',
    'call-retries': 'retries of calls',
    'abandoned-queue': 'a queue of abandoned work',
    'late-answers': 'answers that come too late',
    leaderless: 'no leader',
    'no-backend': 'no backend in rotation',
    saturated: 'no spare capacity',
    'more-load': 'more load than before',
    'still-down': 'instances still down',
  },
};
