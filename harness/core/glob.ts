// Names by pattern: `*` stands for anything, everything else for itself. The whole name has to match.

export function matchesGlob(pattern: string, name: string): boolean {
  const escaped = pattern.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*')
  return new RegExp(`^${escaped}$`, 's').test(name)
}
