// Export and import of whole buckets.
import { Router } from '@koa/router'
import { bucketText } from '../bodies/bucket-print.ts'
import { storeImport } from '../exchange/store-import.ts'
import { answerDownload, answerEmpty } from '../http/answer.ts'
import type { RequestContext, State, Steps } from '../http/context.ts'
import { makeMutex } from '../http/mutex.ts'
import { ofType } from '../http/read-body.ts'
import { runJob, runStreamedJob } from '../http/run-job.ts'
import type { Bucket } from '../store/bucket.ts'
import { existingBucket } from './buckets.ts'

export function exchangeRoutes({ readBody, withBackend }: Steps): Router<State> {
  const importable = ofType('application/json', 'multipart/form-data')
  // An import looks for what is stored and then adds the rest: another one between would be added twice.
  const { hold } = makeMutex()
  return new Router<State>({ prefix: '/api/0', sensitive: true })
    .get('/export', withBackend, (ctx) => {
      const buckets = [...ctx.state.backend.store.buckets()]
      return answerExport(ctx, buckets)
    })
    .get('/buckets/:bucket/export', withBackend, (ctx) => answerExport(ctx, [existingBucket(ctx)]))
    .post('/import', importable, readBody, withBackend, (ctx) => hold(() => importBody(ctx)))
}

async function answerExport(ctx: RequestContext, buckets: readonly Bucket[]): Promise<void> {
  const parts = buckets.map((bucket) => ({ id: bucket.id, ...bucketText(bucket) }))
  const body = await runStreamedJob(ctx, { kind: 'export', parts })
  if (body !== undefined) answerDownload(ctx, body, filenameOf(buckets))
}

function filenameOf(buckets: readonly Bucket[]): string {
  const only = buckets.length === 1 ? buckets[0] : undefined
  if (only === undefined) return 'aw-buckets-export.json'
  // Header values hold no control characters and no letters past Latin-1.
  return `aw-bucket-export_${only.id.replace(/[^\x20-\x7e]/g, '_')}.json`
}

async function importBody(ctx: RequestContext): Promise<void> {
  const file = { bytes: ctx.state.body, contentType: ctx.get('Content-Type') }
  const outcome = await runJob(ctx, { kind: 'import', file })
  if (outcome?.kind !== 'import') return
  await storeImport(ctx.state.backend.store, outcome.buckets)
  answerEmpty(ctx)
}
