// A watcher that sends heartbeats one after the other until its server is gone.
import { Client } from 'undici'
import type { Acknowledged, AnsweredEvent } from './acknowledged.ts'

export interface Watcher {
  /** Beats until the connection breaks; each call goes on in time where the last one ended. */
  readonly beat: (origin: string) => Promise<void>
}

/** Every so many heartbeats the data change, so that some extend an event and others begin one. */
const BEATS_PER_EVENT = 4
const FIRST_MS = Date.UTC(2026, 0, 1)

export function watcher(bucketId: string, { note }: Pick<Acknowledged, 'note'>): Watcher {
  let beats = 0

  const post = async (client: Client, path: string, body: unknown) => {
    const { statusCode, body: answer } = await client.request({
      method: 'POST',
      path: `/api/0/buckets/${bucketId}${path}`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const text = await answer.text()
    if (statusCode >= 400) throw new Error(`${bucketId}${path} answered ${statusCode}: ${text}`)
    return text
  }
  const nextBeat = () => {
    const timestamp = new Date(FIRST_MS + ++beats * 1000).toISOString()
    const event = Math.floor(beats / BEATS_PER_EVENT)
    return { timestamp, duration: 0, data: { app: bucketId, title: `event ${event}` } }
  }
  const beat = async (origin: string) => {
    const client = new Client(origin)
    try {
      await post(client, '', { type: 'currentwindow', client: 'show-kills', hostname: 'here' })
      for (;;) {
        const answer = await post(client, '/heartbeat?pulsetime=2', nextBeat())
        note(bucketId, JSON.parse(answer) as AnsweredEvent)
      }
    } catch (error) {
      if (!isGone(error)) throw error
    } finally {
      await client.destroy()
    }
  }
  return { beat }
}

function isGone(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  return ['UND_ERR_SOCKET', 'ECONNRESET', 'ECONNREFUSED', 'EPIPE'].includes(String(code))
}
