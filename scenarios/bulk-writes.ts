// Many events in one request: what importers and synchronisation between computers send.
import { defineScenario } from '../harness/core/scenario.ts'
import type { RequestStream, Scenario } from '../harness/core/scenario.ts'
import { AFTER_EVERYTHING_MS, api, createBucket } from './activity-watch.ts'

const BATCH_EVENTS = 100

/** About what the window watcher of one working day leaves. */
const IMPORT_EVENTS = 1_000

const APPS = ['editor', 'browser', 'terminal', 'mail', 'chat', 'viewer', 'calendar', 'player']

interface StoredEvent {
  readonly timestamp: string
  readonly duration: number
  readonly data: { readonly app: string; readonly title: string }
}

/** Of a window bucket: one after the other without gaps, half a minute each, a title for every third. */
function storedEvent(index: number): StoredEvent {
  const startMs = AFTER_EVERYTHING_MS + index * 30_000
  const title = Math.floor(index / 3)
  const app = APPS[title % APPS.length]!
  return {
    timestamp: new Date(startMs).toISOString(),
    duration: 29.5,
    data: {
      app,
      title: `Übersicht ${title} – a title of usual length, as windows have it – ${app}`,
    },
  }
}

const storedEvents = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => storedEvent(from + at))

const insertBatches: RequestStream = (index) => ({
  method: 'POST',
  path: api('/buckets/bulk-insert/events'),
  body: JSON.stringify(storedEvents(index * BATCH_EVENTS, BATCH_EVENTS)),
})

/** Each is a bucket of its own: of one that is there already the known events are looked for and left out. */
const importedBucket = (index: number) => `import-${index}`

/** An export without the ids of its events: servers that keep them would replace events of other buckets. */
function imports(): RequestStream {
  const events = JSON.stringify(storedEvents(0, IMPORT_EVENTS))
  const created = new Date(AFTER_EVERYTHING_MS).toISOString()
  const rest = `"type":"currentwindow","client":"aw-watcher-window","hostname":"elsewhere","created":"${created}","data":{}`
  return (index) => {
    const id = JSON.stringify(importedBucket(index))
    const body = `{"buckets":{${id}:{"id":${id},${rest},"events":${events}}}}`
    return { method: 'POST', path: api('/import'), body }
  }
}

const model = { kind: 'closed', connections: 1 } as const

export const bulkWrites: readonly Scenario[] = [
  defineScenario({
    name: 'bulk-insert',
    title: `bulk insert, ${BATCH_EVENTS} events a request`,
    table: 'Writes',
    summary:
      'Many rows in one transaction: parsing and index upkeep without the way of a heartbeat.',
    readOnly: false,
    prepare: [createBucket('bulk-insert')],
    expectRows: ({ sent }) => ({ 'bulk-insert': sent['batches']! * BATCH_EVENTS }),
    loads: [{ name: 'batches', model, measured: true, requests: () => insertBatches }],
  }),
  defineScenario({
    name: 'import',
    title: `import of a bucket with ${IMPORT_EVENTS.toLocaleString('en')} events`,
    table: 'Writes',
    summary:
      'A day from another computer: a whole export parsed, looked for among stored events, inserted.',
    readOnly: false,
    expectRows: ({ sent }) =>
      Object.fromEntries(
        Array.from({ length: sent['imports']! }, (_, index) => [
          importedBucket(index),
          IMPORT_EVENTS,
        ]),
      ),
    loads: [{ name: 'imports', model, measured: true, requests: imports }],
  }),
]
