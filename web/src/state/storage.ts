const PREFIX = 'brownout.';

/** Keeps a small preference; a browser that refuses storage only forgets. */
export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + key, value);
  } catch {
    // Private windows and full disks may refuse: the preference lasts for this visit only.
  }
}

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}
