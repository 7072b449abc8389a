// Texts inside error messages are quoted the way the original's debug printing does it.

const NAMED_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\0': '\\0',
}

// Controls, format characters, separators other than the plain space, private use and unassigned.
const NEEDS_ESCAPE = /["\\]|[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu

/** `a"b` becomes `"a\"b"`; what cannot be printed becomes `\u{…}`. */
export function quoteLikeRust(text: string): string {
  const inner = text.replace(
    NEEDS_ESCAPE,
    (char) => NAMED_ESCAPES[char] ?? `\\u{${char.codePointAt(0)!.toString(16)}}`,
  )
  return `"${inner}"`
}
