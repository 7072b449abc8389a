// Without write-ahead logging only the HTTP thread may read: a thread asks it and waits for the answer.
import type { MessagePort } from 'node:worker_threads'
import type { Range } from '../store/range.ts'
import { errorOf, type Answer, type FromThread, type Question } from './messages.ts'
import { ALL_TIMES, pagesOfColumns } from './event-pages.ts'
import type { EventPages, ThreadSource } from './thread-source.ts'

export interface AskingSource extends ThreadSource {
  /** To be called with each answer that arrives. */
  readonly onAnswer: (id: number, answer: Answer) => void
}

type AnswerTo<Q extends Question> = Extract<Answer, { kind: Q['kind'] }>

export function askingSource(port: MessagePort): AskingSource {
  const waiting = new Map<number, (answer: Answer) => void>()
  let lastId = 0

  const ask = <Q extends Question>(question: Q): Promise<AnswerTo<Q>> =>
    new Promise((resolve, reject) => {
      const id = ++lastId
      waiting.set(id, (answer) => {
        if (answer.kind === 'failure') reject(errorOf(answer))
        else resolve(answer as AnswerTo<Q>)
      })
      port.postMessage({ kind: 'question', id, question } satisfies FromThread, [])
    })

  const readRange = async (bucketId: string, range: Range) =>
    (await ask({ kind: 'range', bucketId, range })).columns

  return {
    readRange,
    // Read to the end before anything is written: later reads would show later states.
    readPages: async (bucketIds) => {
      const pages = new Map<string, EventPages>()
      for (const id of bucketIds) {
        const columns = await readRange(id, ALL_TIMES)
        if (columns !== undefined) pages.set(id, pagesOfColumns(columns))
      }
      return pages
    },
    count: async (bucketId) => (await ask({ kind: 'count', bucketId })).count,
    buckets: async () => (await ask({ kind: 'buckets' })).buckets,
    // Writes may come between two reads of one query, as they could in the original.
    snapshot: (use) => use(),
    close: () => {},
    onAnswer: (id, answer) => {
      waiting.get(id)?.(answer)
      waiting.delete(id)
    },
  }
}
