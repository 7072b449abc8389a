// Lists of CPUs as Linux writes them: `0-3,8`.

/** Ascending numbers; throws on anything else, as a misread list would pin processes to the wrong CPUs. */
export function parseCpuList(text: string): number[] {
  const trimmed = text.trim()
  if (trimmed === '') return []
  const cpus = trimmed.split(',').flatMap((part) => {
    const range = /^(\d+)(?:-(\d+))?$/.exec(part)
    if (range === null) throw new TypeError(`Expected CPUs such as "0-3,8", got "${text}".`)
    const first = Number(range[1])
    const last = Number(range[2] ?? range[1])
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
  })
  return [...new Set(cpus)].toSorted((a, b) => a - b)
}

/** The short form, for people: `0–3, 8`. */
export function formatCpuList(cpus: readonly number[]): string {
  const ranges: [number, number][] = []
  for (const cpu of cpus) {
    const last = ranges.at(-1)
    if (last !== undefined && last[1] === cpu - 1) last[1] = cpu
    else ranges.push([cpu, cpu])
  }
  return ranges
    .map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`))
    .join(', ')
}
