// Whether a stored comment says what we would write: GitHub may change the ends of lines and of the text.

export function isSameText(stored: string, text: string): boolean {
  return normalize(stored) === normalize(text)
}

function normalize(text: string): string {
  return text.replaceAll('\r\n', '\n').trimEnd()
}
