import { fingerprints, type Document } from './fingerprints.ts';

/**
 * What runs in the bare shell of an engine: no module system, no console, no timers. The test puts the documents into
 * `material` in front of this program.
 */
declare const material: { documents: Document[]; files: [string, string][] };
declare const print: (line: string) => void;

for (const line of fingerprints(material.documents, new Map(material.files))) print(line);
