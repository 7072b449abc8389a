// What is said of CPU profiles beside what they show: what was left out, and why.

export type ProfileNote =
  | {
      readonly code: 'no-cpu-profile'
      readonly scenario?: string
      readonly target?: string
      readonly why: string
    }
  | { readonly code: 'cpu-profiles-left'; readonly scenarios: readonly string[] }

export function isProfileNote(note: { readonly code: string }): note is ProfileNote {
  return note.code === 'no-cpu-profile' || note.code === 'cpu-profiles-left'
}

/** One plain sentence. */
export function describeProfileNote(note: ProfileNote): string {
  if (note.code === 'cpu-profiles-left')
    return `Changed as well, but less, and not profiled: ${note.scenarios.join(', ')}.`
  const where = note.scenario === undefined ? '' : ` of ${note.scenario} on "${note.target}"`
  return `No CPU profile was taken${where}: ${note.why}.`
}
