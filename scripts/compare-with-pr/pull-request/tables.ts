// The tables of the pull request in its order, and how to read what ours measures differently there.

export interface PrTable {
  readonly title: string
  /** What somebody who compares the columns must know. */
  readonly note: string
}

export const TABLES = {
  reads: {
    title: 'REST reads',
    note: 'One request after the other; p50.',
  },
  query: {
    title: 'Query',
    note: 'The dashboard’s queries, one after the other; p50.',
  },
  concurrency: {
    title: 'Concurrency (8 parallel clients)',
    note: 'All threads of our server share one CPU, so that what runs side by side gains little.',
  },
  load: {
    title: 'Heartbeats while year queries run',
    note: 'Ours are due 20 times a second, whatever the server does, and their time counts from then; the pull request’s client waited for each answer before it sent the next one.',
  },
  writes: {
    title: 'Write throughput (sequential heartbeats)',
    note: 'The rate of a single client is its latency over again: ours is p50.',
  },
  start: {
    title: 'Startup, migration and size',
    note: 'Once per start; every start of ours gets a fresh copy of the file, so that branch and followup migrate each time. The pull request’s 113 MB are its 98 MB and “~15 MB” of growth.',
  },
  followUp: {
    title: 'The follow-up',
    note: 'What came after branch: connections kept open (keepalive), then a write-ahead log (followup). The follow-up’s own table is not in the copy of the discussion that these numbers come from; they stand in its text.',
  },
} as const satisfies Readonly<Record<string, PrTable>>

export type TableName = keyof typeof TABLES
