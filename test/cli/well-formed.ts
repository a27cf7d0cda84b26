/** As much of an XML parser as it takes to say whether a document is well formed. */

/** `well formed`, or what is wrong and where. */
export function wellFormed(text: string): string {
  const open: string[] = [];
  let at = 0;
  const token =
    /<\?xml [^<>]*\?>|<\/([A-Za-z][\w-]*)>|<([A-Za-z][\w-]*)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>|[^<]+/y;
  while (at < text.length) {
    token.lastIndex = at;
    const match = token.exec(text);
    if (match === null) return `no markup at ${at}: ${JSON.stringify(text.slice(at, at + 40))}`;
    const [whole, closes, opens, attributes, empty] = match;
    const content = opens === undefined ? whole : (attributes ?? '');
    if (closes === undefined && !whole.startsWith('<?')) {
      const wrong = wrongIn(content);
      if (wrong !== undefined) return `${wrong} at ${at}: ${JSON.stringify(content.slice(0, 60))}`;
    }
    if (opens !== undefined) {
      const names = [...content.matchAll(/([\w-]+)="/g)].map((m) => m[1]);
      if (new Set(names).size !== names.length) return `an attribute twice at ${at}`;
      if (empty === '') open.push(opens);
    }
    if (closes !== undefined && open.pop() !== closes) return `</${closes}> closes another at ${at}`;
    at += whole.length;
  }
  return open.length === 0 ? 'well formed' : `<${open.at(-1)}> is not closed`;
}

function wrongIn(content: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML forbids them
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(content)) return 'a forbidden character';
  if (/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(content)) {
    return 'a lone surrogate';
  }
  if (/&(?!(?:#\d+|#x[0-9a-fA-F]+|amp|lt|gt|quot|apos);)/.test(content)) return 'a bare ampersand';
  for (const [, digits] of content.matchAll(/&#(\d+);/g)) {
    if (Number(digits) < 32 && ![9, 10, 13].includes(Number(digits)))
      return 'a reference to a forbidden character';
  }
  return content.includes(']]>') ? 'a bare ]]>' : undefined;
}
