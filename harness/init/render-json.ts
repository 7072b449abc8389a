// JSON as people write it: what is short stands on one line.

const WIDTH = 80

/** With a line end; two spaces a level. */
export function renderJson(value: unknown): string {
  return `${render(value, '', true)}\n`
}

function render(value: unknown, indent: string, isTop = false): string {
  const short = onOneLine(value)
  const isLeaf = typeof value !== 'object' || value === null
  if (isLeaf || (!isTop && indent.length + short.length <= WIDTH)) return short
  const inner = `${indent}  `
  const lines = Array.isArray(value)
    ? value.map((each) => `${inner}${render(each, inner)}`)
    : Object.entries(value).map(
        ([key, each]) => `${inner}${JSON.stringify(key)}: ${render(each, inner)}`,
      )
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`
}

function onOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).map(
    ([key, each]) => `${JSON.stringify(key)}: ${onOneLine(each)}`,
  )
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
}
