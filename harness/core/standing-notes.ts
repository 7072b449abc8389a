// Doubts that nobody writes down while measuring, since they follow from how it was measured: reports find them in the
// session file (report/standing-notes.ts). To add one: a member here, its sentence below, and where it is found.

export type StandingNote =
  | { readonly code: 'no-control' }
  | { readonly code: 'one-commit'; readonly commit: string }
  | { readonly code: 'one-server-cpu'; readonly cpu: number }
  | { readonly code: 'clock-varies'; readonly governor: string }
  | { readonly code: 'shared-cores' }
  | { readonly code: 'cpu-quota'; readonly cpus: number }
  /** `scenarios` with the fewest requests of any build in brackets. */
  | { readonly code: 'few-requests'; readonly scenarios: readonly string[]; readonly below: number }
  | { readonly code: 'one-machine' }
  | { readonly code: 'interval-scope' }
  | { readonly code: 'open-loop-margins' }

/** One or two plain sentences. */
export function describeStandingNote(note: StandingNote): string {
  const describe = SENTENCES[note.code] as (note: StandingNote) => string
  return describe(note)
}

export function isStandingNote(note: { readonly code: string }): note is StandingNote {
  return Object.hasOwn(SENTENCES, note.code)
}

type Sentences = {
  readonly [Code in StandingNote['code']]: (note: Extract<StandingNote, { code: Code }>) => string
}

const SENTENCES: Sentences = {
  'no-control': () =>
    'No unchanged build was measured beside the others, so that the noise of this session is known from its intervals alone; --control measures one.',
  'one-commit': ({ commit }) =>
    `All builds are variants of one commit (${commit.slice(0, 10)}): what differs is how they were started, not their code.`,
  'one-server-cpu': ({ cpu }) =>
    `All threads of a server shared CPU ${cpu}: a build whose gain is parallel work shows less of it than on free CPUs.`,
  'clock-varies': ({ governor }) =>
    `The clock of the CPUs was left to the governor "${governor}": slices may have run at different speeds.`,
  'shared-cores': () =>
    'One core shows up as several CPUs and processes were not pinned: load generator and server may have shared a core.',
  'cpu-quota': ({ cpus }) =>
    `A container limit of ${cpus} CPUs applied: whoever used it up had to wait, in whichever slice that was.`,
  'few-requests': ({ below, scenarios }) =>
    `Fewer than ${below} measured requests of some build stand behind ${scenarios.join(', ')}: the restarts carry the interval, and what is rare among requests was hardly seen.`,
  'one-machine': () =>
    'One machine, over the loopback interface, with the load generator beside the servers: ratios carry over to other machines better than the values do.',
  'interval-scope': () =>
    'Intervals cover the luck of restarts and slices, not other hardware, other data or other days.',
  'open-loop-margins': () =>
    'Margins differ by metric: waiting times of open loops alarm only on large shifts, since queueing amplifies noise.',
}
