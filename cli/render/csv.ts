/** One line of CSV (RFC 4180). Empty cells are what is not known. */
export function csvLine(cells: readonly (string | number | boolean | null)[]): string {
  return cells.map((cell) => (typeof cell === 'string' ? csvCell(cell) : String(cell ?? ''))).join(',');
}

/** Text that a spreadsheet would take for a formula is quoted and marked as text. */
export function csvCell(text: string): string {
  const marked = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return marked !== text || /[",\n\r]/.test(text) ? `"${marked.replaceAll('"', '""')}"` : text;
}
