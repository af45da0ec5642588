/** The sign of Brownout: a line that dips and comes back, with the moment it failed. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 24" width="28" height="21" aria-hidden>
      <path d="M2 8h8l3 10 4-7 3 2h10" />
      <circle cx="13" cy="18" r="2.6" />
    </svg>
  );
}
