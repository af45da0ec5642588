import type { ReactNode } from 'react';

const OUTLINES: Readonly<Record<string, ReactNode>> = {
  // People: whoever asks.
  client: (
    <>
      <circle cx="12" cy="8" r="3.6" />
      <path d="M4.5 20c.6-4.4 3.6-6.6 7.5-6.6S18.9 15.6 19.5 20" />
    </>
  ),
  // A fan: one way in, several out.
  balancer: (
    <>
      <path d="M3 12h6M9 12l11-7M9 12h11M9 12l11 7" />
      <circle cx="9" cy="12" r="2" />
    </>
  ),
  // Racked boxes: whoever works.
  server: (
    <>
      <rect x="4" y="4" width="16" height="7" rx="1.5" />
      <rect x="4" y="13" width="16" height="7" rx="1.5" />
      <path d="M7.5 7.5h1M7.5 16.5h1" />
    </>
  ),
  // A cylinder: whoever keeps.
  store: (
    <>
      <ellipse cx="12" cy="6" rx="7" ry="2.8" />
      <path d="M5 6v12c0 1.6 3.1 2.8 7 2.8s7-1.2 7-2.8V6" />
      <path d="M5 12c0 1.6 3.1 2.8 7 2.8s7-1.2 7-2.8" />
    </>
  ),
  // Sliders: whoever sets how many there are.
  control: (
    <>
      <path d="M6 4v16M12 4v16M18 4v16" />
      <path d="M3.5 9h5M9.5 15h5M15.5 7h5" />
    </>
  ),
};

const BY_TIER: Readonly<Record<string, string>> = {
  client: 'client',
  edge: 'balancer',
  service: 'server',
  state: 'store',
  control: 'control',
};

/** Tells the sort of a node by its outline, without colour. */
export function Silhouette({ tier }: { tier: string }) {
  return (
    <svg className="silhouette" viewBox="0 0 24 24" width="20" height="20" aria-hidden>
      {OUTLINES[BY_TIER[tier] ?? 'server']}
    </svg>
  );
}
