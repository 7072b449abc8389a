// Answers as the load generator gets them, of about a millisecond each.
import { createRandom } from '../../harness/core/random.ts'
import type { Answer } from '../../harness/load/http-client.ts'

export function answersFor(count: number): Answer[] {
  const random = createRandom('micro')
  return Array.from({ length: count }, (_, index) => ({
    sentMs: index,
    doneMs: index + Math.exp(random() * 3 - 1),
    bytes: 100,
    status: 200,
    failure: undefined,
    body: undefined,
  }))
}
