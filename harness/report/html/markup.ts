// HTML by template: whatever is put into one is escaped, unless it is HTML itself. Nothing else in this folder escapes. (Not called `html`: formatters take
// that for theirs and move white space that means something.)

/** Text that is HTML already. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

export type Child = Html | string | number | false | undefined | readonly Child[]

/** Values may stand between tags and inside quoted attributes; lists are put one after the other. */
export function markup(parts: TemplateStringsArray, ...values: readonly Child[]): Html {
  const filled = parts.map(
    (part, index) => part + (index < values.length ? show(values[index]) : ''),
  )
  return new Html(filled.join(''))
}

function show(value: Child): string {
  if (value === undefined || value === false) return ''
  if (value instanceof Html) return value.text
  if (typeof value === 'string' || typeof value === 'number') return escape(String(value))
  return value.map(show).join('')
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** Coordinates to a tenth of a pixel. */
export function fix(value: number): number {
  return Math.round(value * 10) / 10
}

/** A name that may stand behind `#`. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
}
