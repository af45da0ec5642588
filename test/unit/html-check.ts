const VOID = new Set(['meta', 'br', 'hr', 'input', 'img', 'link']);

/** Tags of an HTML text that do not nest, in the strict way that XML asks for. */
export function misplacedTags(html: string): string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  const withoutStyle = html.replaceAll(/<style>[\s\S]*?<\/style>/g, '').replace(/^<!doctype html>/, '');
  for (const [tag, close, name, self] of withoutStyle.matchAll(
    /<(\/?)([a-zA-Z][a-zA-Z0-9]*)(?:\s+[a-zA-Z-]+(?:="[^"<>]*")?)*\s*(\/?)>/g,
  )) {
    if (close === '/') {
      if (open.pop() !== name) wrong.push(tag);
    } else if (self !== '/' && !VOID.has(name)) open.push(name);
  }
  const loose = withoutStyle.replaceAll(
    /<\/?[a-zA-Z][a-zA-Z0-9]*(?:\s+[a-zA-Z-]+(?:="[^"<>]*")?)*\s*\/?>/g,
    '',
  );
  if (/[<>]/.test(loose)) wrong.push(`a stray sign: ${/.{0,40}[<>].{0,40}/.exec(loose)![0]}`);
  return [...wrong, ...open];
}
